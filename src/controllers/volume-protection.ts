import { PersistentVolumes } from '../api/core/persistent-volume';
import { PersistentVolumeClaims } from '../api/core/persistent-volume-claim';
import { Pods } from '../api/core/pod';
import type { KubeObject } from '../api/object';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../api/schema/objects';
import type { Controller } from '../runtime/controller';
import type { Env } from '../runtime/env';
import { claimKeysOf, indexByClaim } from './pod-claims';

const OF_CLAIMS = 'kubernetes.io/pvc-protection';
const OF_VOLUMES = 'kubernetes.io/pv-protection';

function without(object: KubeObject, finalizer: string): string[] {
  return (object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
}

function isGuarded({ metadata }: KubeObject, finalizer: string): boolean {
  return (
    metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(finalizer) === true
  );
}

/** A Pod counts from when it has a node: until then no kubelet would start it with a claim that goes. */
function isUsed(env: Env, key: string): boolean {
  const pods = env.cache.informer(Pods).by('claim', key);
  return [...pods.values()].some(({ spec }: Pod) => Boolean(spec.nodeName));
}

/** Lets a deleted claim go when no Pod uses it any more. upstream: pkg/controller/volume/pvcprotection */
export const claimProtection: Controller<PersistentVolumeClaim> = {
  name: 'pvc-protection-controller',
  reconciles: PersistentVolumeClaims,
  watches: [
    {
      kind: Pods,
      keys: (_env, { type, object }) => (type === 'DELETED' ? claimKeysOf(object as Pod) : []),
    },
  ],
  prepare: indexByClaim,
  reconcile(env, claim, key) {
    if (claim === undefined || !isGuarded(claim, OF_CLAIMS) || isUsed(env, key)) return;
    const metadata = { ...claim.metadata, finalizers: without(claim, OF_CLAIMS) };
    env.api.update(PersistentVolumeClaims, { ...claim, metadata });
  },
};

/** Lets a deleted volume go when no claim has it any more. upstream: pkg/controller/volume/pvprotection */
export const volumeProtection: Controller<PersistentVolume> = {
  name: 'pv-protection-controller',
  reconciles: PersistentVolumes,
  reconcile(env, volume) {
    if (volume === undefined || !isGuarded(volume, OF_VOLUMES)) return;
    if (volume.status?.phase === 'Bound') return;
    const metadata = { ...volume.metadata, finalizers: without(volume, OF_VOLUMES) };
    env.api.update(PersistentVolumes, { ...volume, metadata });
  },
};
