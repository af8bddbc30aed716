import { Pods } from '../api/core/pod';
import { joinKey } from '../api/object';
import type { Pod, Volume } from '../api/schema/objects';
import { NO_KEYS } from '../runtime/controller';
import type { Env } from '../runtime/env';

/** The name of the claim that a Pod gets for a generic ephemeral volume. upstream: ephemeral.VolumeClaimName */
export function ephemeralClaimName({ metadata }: Pod, volume: string): string {
  return `${metadata.name}-${volume}`;
}

/** The keys of the claims that a Pod uses. */
export function claimKeysOf(pod: Pod): readonly string[] {
  const { volumes = NO_VOLUMES } = pod.spec;
  if (!volumes.some(isClaim)) return NO_KEYS;
  const keys: string[] = [];
  for (const { name, persistentVolumeClaim, ephemeral } of volumes) {
    const claim =
      persistentVolumeClaim?.claimName ??
      (ephemeral === undefined ? undefined : ephemeralClaimName(pod, name));
    if (claim !== undefined) keys.push(joinKey(pod.metadata.namespace, claim));
  }
  return keys;
}

const NO_VOLUMES: readonly Volume[] = [];

function isClaim({ persistentVolumeClaim, ephemeral }: Volume): boolean {
  return persistentVolumeClaim !== undefined || ephemeral !== undefined;
}

/** Lets the Pods of a claim be found by its key, in the index "claim". */
export function indexByClaim(env: Env): void {
  env.cache.informer(Pods).addIndex('claim', claimKeysOf);
}
