import { GatedFields } from '../features/gated-fields';

/** Taints of devices and shared capacity, where a claim's devices stand at this path. upstream: registry resource */
export function gatedInClaim(devices: string): GatedFields {
  return new GatedFields(
    ['exactly', 'firstAvailable[]'].flatMap((request) => [
      { gate: 'DRADeviceTaints', path: `${devices}.requests[].${request}.tolerations` },
      { gate: 'DRAConsumableCapacity', path: `${devices}.requests[].${request}.capacity` },
    ]),
  );
}
