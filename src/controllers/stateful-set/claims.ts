import { kindOf } from '../../api';
import { isApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import { deepEqual, type KubeObject, type New } from '../../api/object';
import type {
  OwnerReference,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
} from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { controllerReference } from '../ownership';
import { claimName, isWanted } from './identity';

const Claims = kindOf('v1', 'PersistentVolumeClaim') as Kind<PersistentVolumeClaim>;

/** Who owns a claim by the set's retention policy: the set, the Pod that is given up, or nobody. */
function ownerOf(set: StatefulSet, ordinal: number, pod: KubeObject | undefined) {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (!isWanted(set, ordinal)) {
    if (whenScaled === 'Delete') return pod;
    return whenDeleted === 'Delete' ? set : undefined;
  }
  return whenDeleted === 'Delete' ? set : undefined;
}

function isOneOf(reference: OwnerReference, owners: readonly (KubeObject | undefined)[]): boolean {
  return owners.some((owner) => owner !== undefined && owner.metadata.uid === reference.uid);
}

/** The owners that a claim should have. upstream: updateClaimOwnerRefForSetAndPod */
function ownersFor(
  set: StatefulSet,
  ordinal: number,
  pod: Pod | undefined,
  claim: PersistentVolumeClaim,
): readonly OwnerReference[] {
  const now = claim.metadata.ownerReferences ?? [];
  const others = now.filter((reference) => !isOneOf(reference, [set, pod]));
  // a claim that somebody else controls is left alone
  if (others.some(({ controller }) => controller === true)) return now;
  const owner = ownerOf(set, ordinal, pod);
  return owner === undefined ? others : [...others, controllerReference(owner)];
}

function claimsOf(env: Env, set: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  const claims = env.cache.informer(Claims);
  return (set.spec.volumeClaimTemplates ?? []).flatMap(({ metadata }) => {
    const found = claims.find(set.metadata.namespace, claimName(set, metadata.name, ordinal));
    return found === undefined ? [] : [found];
  });
}

/** Gives the claims of a Pod the owners that the retention policy wants. */
export function* syncOwners(env: Env, set: StatefulSet, ordinal: number, pod: Pod): Look {
  for (const claim of claimsOf(env, set, ordinal)) {
    const ownerReferences = ownersFor(set, ordinal, pod, claim);
    if (deepEqual(ownerReferences, claim.metadata.ownerReferences ?? [])) continue;
    const next = { ...claim, metadata: { ...claim.metadata, ownerReferences } };
    yield* request(() => env.api.update(Claims, next));
  }
}

/**
 * True while a claim of an earlier Pod of the ordinal is about to go: the new Pod waits for a fresh one.
 * upstream: PodClaimIsStale
 */
export function hasStaleClaim(env: Env, set: StatefulSet, ordinal: number): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  return claimsOf(env, set, ordinal).some(
    ({ metadata }) =>
      metadata.deletionTimestamp !== undefined ||
      metadata.ownerReferences?.some(({ kind }) => kind === 'Pod') === true,
  );
}

/** Makes the claims of an ordinal that are not there; an ApiError of the first that cannot be made. */
export function* createClaims(env: Env, set: StatefulSet, ordinal: number, pod: string): Look {
  const { volumeClaimTemplates: templates = [], selector } = set.spec;
  if (templates.length === 0) return;
  const claims = env.cache.informer(Claims);
  const { namespace = '', name: setName } = set.metadata;
  let failure: unknown;
  for (const template of templates) {
    const name = claimName(set, template.metadata.name, ordinal);
    const known = claims.find(namespace, name);
    if (known !== undefined) continue;
    const labels = { ...template.metadata.labels, ...selector.matchLabels };
    const { annotations } = template.metadata;
    const owner = ownerOf(set, ordinal, undefined);
    const claim: New<PersistentVolumeClaim> = {
      metadata: {
        name,
        namespace,
        labels,
        ...(annotations === undefined ? {} : { annotations }),
        ...(owner === undefined ? {} : { ownerReferences: [controllerReference(owner)] }),
      },
      spec: template.spec,
    };
    try {
      yield* request(() => env.api.create(Claims, claim));
      const message = `create Claim ${name} Pod ${pod} in StatefulSet ${setName} success`;
      env.events.record(set, 'Normal', 'SuccessfulCreate', message);
    } catch (error) {
      if (!isApiError(error)) throw error;
      if (error.reason === 'AlreadyExists') continue;
      failure ??= error;
      const message = `create Claim ${name} for Pod ${pod} in StatefulSet ${setName} failed error: ${error.message}`;
      env.events.record(set, 'Warning', 'FailedCreate', message);
    }
  }
  if (failure !== undefined) throw failure;
}

/** Begins to follow the claims; a set without any needs none. */
export function watchClaims(env: Env): void {
  env.cache.informer(Claims);
}
