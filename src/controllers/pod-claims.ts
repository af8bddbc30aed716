import { Pods } from '../api/core/pod';
import { joinKey } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';

/** The name of the claim that a Pod gets for a generic ephemeral volume. upstream: ephemeral.VolumeClaimName */
export function ephemeralClaimName({ metadata }: Pod, volume: string): string {
  return `${metadata.name}-${volume}`;
}

/** The keys of the claims that a Pod uses. */
export function claimKeysOf(pod: Pod): string[] {
  const keys: string[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of pod.spec.volumes ?? []) {
    const claim =
      persistentVolumeClaim?.claimName ??
      (ephemeral === undefined ? undefined : ephemeralClaimName(pod, name));
    if (claim !== undefined) keys.push(joinKey(pod.metadata.namespace, claim));
  }
  return keys;
}

/** Lets the Pods of a claim be found by its key, in the index "claim". */
export function indexByClaim(env: Env): void {
  env.cache.informer(Pods).addIndex('claim', claimKeysOf);
}
