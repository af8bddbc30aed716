import type { GatedField } from '../features/gated-fields';

/** What depends on feature gates in a claim whose devices stand at this path. upstream: registry resource */
export function gatedInClaim(devices: string): readonly GatedField[] {
  const requests = `${devices}.requests[]`;
  return [
    { gate: 'DRAAdminAccess', path: `${requests}.exactly.adminAccess` },
    { gate: 'DRAPrioritizedList', path: `${requests}.firstAvailable` },
    ...['exactly', 'firstAvailable[]'].flatMap((request): GatedField[] => [
      { gate: 'DRADeviceTaints', path: `${requests}.${request}.tolerations` },
      { gate: 'DRAConsumableCapacity', path: `${requests}.${request}.capacity` },
    ]),
  ];
}
