import { conflictError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { Draft, KubeObject } from '../api/object';
import type { ObjectMeta } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { DeleteOptions, PropagationPolicy, User } from './api';
import type { ApiServer } from './server';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** The finalizers after a delete with this policy. upstream: registry store, deletionFinalizersForGarbageCollection */
function finalizersFor(
  finalizers: readonly string[],
  policy: PropagationPolicy | undefined,
): readonly string[] {
  if (policy === undefined) return finalizers;
  const others = finalizers.filter((f) => f !== ORPHAN && f !== FOREGROUND);
  if (policy === 'Orphan') return [...others, ORPHAN];
  if (policy === 'Foreground') return [...others, FOREGROUND];
  return others;
}

/** A 409 when the object is not the one that the options mean. upstream: rest.BeforeDelete */
export function checkPreconditions(kind: Kind, old: KubeObject, options: DeleteOptions): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = old;
  // upstream names the kind where other conflicts name the resource
  const named = { ...kind, plural: kind.kind };
  if (uid !== undefined && uid !== metadata.uid) {
    throw conflictError(
      named,
      metadata.name,
      `the UID in the precondition (${uid}) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  }
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    throw conflictError(
      named,
      metadata.name,
      `the ResourceVersion in the precondition (${resourceVersion}) does not match the ResourceVersion in record (${metadata.resourceVersion}). The object might have been modified`,
    );
  }
}

/**
 * Deletes an object, or marks it: graceful deletion, finalizers and propagation policies as the server does
 * them. upstream: registry store Delete, rest.BeforeDelete
 */
export function deleteObject<T extends KubeObject>(
  server: ApiServer,
  user: User,
  kind: Kind<T>,
  old: T,
  options: DeleteOptions,
): T {
  checkPreconditions(kind, old, options);
  const { rules } = kind;
  const meta = old.metadata;
  const marked = meta.deletionTimestamp !== undefined;
  const policy = options.propagationPolicy ?? (marked ? undefined : rules.defaultPropagation);
  const finalizers = finalizersFor(meta.finalizers ?? [], policy);
  let grace = rules.gracePeriod?.(old, options.gracePeriodSeconds) ?? 0;
  // a second delete may only shorten the grace
  if (marked) grace = Math.min(grace, meta.deletionGracePeriodSeconds ?? 0);
  const metadata: Draft<ObjectMeta> = { ...(meta as Draft<ObjectMeta>) };
  if (finalizers.length > 0) metadata.finalizers = [...finalizers];
  else delete metadata.finalizers;
  const draft = { ...old, metadata } as Draft<T>;
  if (!marked || grace < (meta.deletionGracePeriodSeconds ?? 0)) {
    metadata.deletionTimestamp = timestamp(server.now + grace * 1000);
    metadata.deletionGracePeriodSeconds = grace;
    if (meta.generation !== undefined && !marked) metadata.generation = meta.generation + 1;
  }
  if (!marked) rules.markDeleted?.(draft);
  const object = draft as T;
  if (options.dryRun === true) return object;
  const mark = { user, kind, options: {}, isServers: true };
  if (server.isReleased(kind, object)) {
    if (marked) return server.commit(mark, 'DELETED', old);
    if (rules.gracePeriod === undefined) return server.commit(mark, 'DELETED', object);
    // what can have grace is marked even when it has none: watchers hear of both
    const last = server.commit(mark, 'MODIFIED', object);
    return server.commit(mark, 'DELETED', last);
  }
  const unchanged = marked && metadata.deletionTimestamp === meta.deletionTimestamp;
  if (unchanged && finalizers.length === (meta.finalizers?.length ?? 0)) return old;
  return server.commit(mark, 'MODIFIED', object);
}
