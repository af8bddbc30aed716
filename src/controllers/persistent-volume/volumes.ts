import { PersistentVolumes } from '../../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../../api/core/persistent-volume-claim';
import { VOLUME_ANNOTATIONS } from '../../api/core/volume-matching';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { setVolumePhase } from './bind';

const { boundByController, provisionedBy } = VOLUME_ANNOTATIONS;

/** What becomes of a volume whose claim is gone. Who made it unmakes it; here nobody can. upstream: reclaimVolume */
function reclaim(env: Env, volume: PersistentVolume): void {
  const { persistentVolumeReclaimPolicy: policy, csi } = volume.spec;
  const isMadeElsewhere =
    csi !== undefined || volume.metadata.annotations?.[provisionedBy] !== undefined;
  if (policy !== 'Delete' || isMadeElsewhere || volume.status?.phase === 'Failed') return;
  const { name } = volume.metadata;
  const text = `error getting deleter volume plugin for volume "${name}": no deletable volume plugin matched`;
  setVolumePhase(env, volume, 'Failed', text);
  env.events.record(volume, 'Warning', 'VolumeFailedDelete', text);
}

function release(env: Env, volume: PersistentVolume): void {
  const phase = volume.status?.phase;
  const released = phase === 'Failed' ? volume : setVolumePhase(env, volume, 'Released');
  reclaim(env, released);
}

/** Takes back what the controller wrote for a claim that went elsewhere. */
function unbind(env: Env, volume: PersistentVolume): void {
  const { [boundByController]: isOwn, ...annotations } = volume.metadata.annotations ?? {};
  const { claimRef, ...rest } = volume.spec;
  const { uid: _uid, resourceVersion: _version, ...kept } = claimRef ?? {};
  const spec = isOwn === undefined ? { ...rest, claimRef: kept } : rest;
  const metadata = { ...volume.metadata, annotations };
  setVolumePhase(
    env,
    env.api.update(PersistentVolumes, { ...volume, metadata, spec }),
    'Available',
  );
}

/** Puts a volume's phase right; returns the claim that must be looked at because of it. upstream: syncVolume */
export function syncVolume(env: Env, volume: PersistentVolume): PersistentVolumeClaim | undefined {
  const { claimRef } = volume.spec;
  if (claimRef === undefined || !claimRef.uid) {
    setVolumePhase(env, volume, 'Available');
    return undefined;
  }
  const { namespace, name, uid } = claimRef;
  const claim = env.cache.informer(PersistentVolumeClaims).find(namespace, name ?? '');
  if (claim === undefined || claim.metadata.uid !== uid) {
    release(env, volume);
    return undefined;
  }
  const { volumeName } = claim.spec;
  // a provisioner writes the volume alone: the claim takes it at its next look
  if (!volumeName) return claim;
  if (volumeName === volume.metadata.name) setVolumePhase(env, volume, 'Bound');
  else if (volume.metadata.annotations?.[provisionedBy] !== undefined) release(env, volume);
  else unbind(env, volume);
  return undefined;
}
