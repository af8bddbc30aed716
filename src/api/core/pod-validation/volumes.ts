import { duplicate, type FieldError, invalid, invalidEach, required } from '../../field-error';
import { dnsLabelErrors, dnsSubdomainErrors } from '../../names';
import type { Volume } from '../../schema/objects';
import { validateVolumeSource } from './volume-sources';

const ISCSI_NAME_MAX = 64;

function validateVolume(
  volume: Volume,
  path: string,
  podName: string,
  seen: Map<string, Volume>,
): FieldError[] {
  const { name, iscsi, ephemeral } = volume;
  const errors = validateVolumeSource(volume, path);
  if (
    iscsi?.initiatorName !== undefined &&
    `${name}:${iscsi.targetPortal}`.length > ISCSI_NAME_MAX
  ) {
    const why =
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
    errors.push(invalid(`${path}.name`, name, why));
  }
  if (ephemeral !== undefined && podName !== '' && name !== '') {
    const claim = `${podName}-${name}`;
    for (const detail of dnsSubdomainErrors(claim)) {
      errors.push(invalid(`${path}.name`, name, `PVC name ${JSON.stringify(claim)}: ${detail}`));
    }
  }
  if (name === '') errors.push(required(`${path}.name`));
  else errors.push(...invalidEach(`${path}.name`, name, dnsLabelErrors(name)));
  if (seen.has(name)) errors.push(duplicate(`${path}.name`, name));
  if (errors.length === 0) seen.set(name, volume);
  return errors;
}

/** The volumes that can be mounted: those with nothing wrong, by their names. */
export type Volumes = ReadonlyMap<string, Volume>;

/** What is wrong with the volumes of a Pod, and those that are right. upstream: ValidateVolumes */
export function validateVolumes(
  volumes: readonly Volume[],
  path: string,
  podName: string,
): { readonly errors: FieldError[]; readonly usable: Volumes } {
  const usable = new Map<string, Volume>();
  const errors: FieldError[] = [];
  const created = new Set(
    podName === '' ? [] : volumes.flatMap((v) => (v.ephemeral ? [`${podName}-${v.name}`] : [])),
  );
  volumes.forEach((volume, index) => {
    const at = `${path}[${index}]`;
    errors.push(...validateVolume(volume, at, podName, usable));
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim === undefined || !created.has(claim)) return;
    const why = 'must not reference a PVC that gets created for an ephemeral volume';
    errors.push(invalid(`${at}.persistentVolumeClaim.claimName`, claim, why));
  });
  return { errors, usable };
}
