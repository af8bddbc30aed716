import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { VOLUME_ANNOTATIONS } from '../../api/core/volume-matching';
import { deepEqual } from '../../api/object';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';

const { bindCompleted, boundByController } = VOLUME_ANNOTATIONS;

/** Writes a volume's phase when it is another. */
export function setVolumePhase(
  env: Env,
  volume: PersistentVolume,
  phase: string,
  message?: string,
): PersistentVolume {
  if (volume.status?.phase === phase) return volume;
  const status = { ...volume.status, phase, ...(message === undefined ? {} : { message }) };
  return env.api.updateStatus(PersistentVolumes, { ...volume, status });
}

function reserve(
  env: Env,
  volume: PersistentVolume,
  claim: PersistentVolumeClaim,
): PersistentVolume {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const { claimRef } = volume.spec;
  if (claimRef?.uid === uid) return volume;
  const isOwnChoice = claimRef === undefined;
  const annotations = isOwnChoice
    ? { ...volume.metadata.annotations, [boundByController]: 'yes' }
    : volume.metadata.annotations;
  return env.api.update(PersistentVolumes, {
    ...volume,
    metadata: { ...volume.metadata, ...(annotations === undefined ? {} : { annotations }) },
    spec: {
      ...volume.spec,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        ...(namespace === undefined ? {} : { namespace }),
        name,
        uid,
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
    },
  });
}

function take(
  env: Env,
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
): PersistentVolumeClaim {
  const known = claim.metadata.annotations ?? {};
  if (claim.spec.volumeName && known[bindCompleted] !== undefined) return claim;
  const annotations = {
    ...known,
    [bindCompleted]: 'yes',
    ...(claim.spec.volumeName ? {} : { [boundByController]: 'yes' }),
  };
  return env.api.update(PersistentVolumeClaims, {
    ...claim,
    metadata: { ...claim.metadata, annotations },
    spec: { ...claim.spec, volumeName: volume.metadata.name },
  });
}

/**
 * Binds both to each other in four writes; what is done already is not done again, so that it may be cut off
 * anywhere. upstream: PersistentVolumeController.bind
 */
export function bind(env: Env, volume: PersistentVolume, claim: PersistentVolumeClaim): void {
  const reserved = setVolumePhase(env, reserve(env, volume, claim), 'Bound');
  const taken = take(env, claim, reserved);
  const { accessModes, capacity } = reserved.spec;
  if (taken.status?.phase === 'Bound') return;
  const status = {
    ...taken.status,
    phase: 'Bound',
    ...(accessModes === undefined ? {} : { accessModes }),
    ...(capacity === undefined ? {} : { capacity }),
  };
  if (deepEqual(status, taken.status)) return;
  env.api.updateStatus(PersistentVolumeClaims, { ...taken, status });
}
