import type { Kind } from '../api/kind';
import { controllerOf, joinKey, type KubeObject } from '../api/object';
import type { LabelSelector, OwnerReference } from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import { NO_KEYS, type Watch } from '../runtime/controller';
import type { Env } from '../runtime/env';

/** The reference by which a controller owns a dependent. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Indexes a kind's objects by the uid of their controller, and orphans by namespace. */
export function indexByController<T extends KubeObject>(env: Env, kind: Kind<T>): void {
  const informer = env.cache.informer(kind);
  informer.addIndex('controller', (object) => controllerOf(object)?.uid);
  informer.addIndex('orphan', (object) =>
    controllerOf(object) === undefined ? (object.metadata.namespace ?? '') : undefined,
  );
}

interface Owner extends KubeObject {
  readonly spec: { readonly selector?: LabelSelector };
}

/**
 * The dependents of an owner after adoption and release: orphans that its selector matches become its own,
 * dependents that it no longer matches are let go. upstream: controller_ref_manager
 */
export function claim<T extends KubeObject>(env: Env, owner: Owner, kind: Kind<T>): T[] {
  const { selector } = owner.spec;
  const { deletionTimestamp } = owner.metadata;
  const informer = env.cache.informer(kind);
  const claimed: T[] = [];
  const released: T[] = [];
  // dependents of one template share their labels
  let labels: KubeObject['metadata']['labels'];
  let isOurs = matchesSelector(selector, labels);
  for (const object of informer.by('controller', owner.metadata.uid).values()) {
    if (object.metadata.labels !== labels) {
      labels = object.metadata.labels;
      isOurs = matchesSelector(selector, labels);
    }
    if (isOurs) claimed.push(object);
    else released.push(object);
  }
  if (deletionTimestamp !== undefined) return claimed;
  for (const object of released) release(env, kind, object, owner);
  for (const object of orphansFor(env, owner, kind)) {
    claimed.push(changeOwner(env, kind, object, controllerReference(owner)));
  }
  return claimed;
}

/** The orphans of the owner's namespace that its selector matches: it is to adopt them. */
export function orphansFor<T extends KubeObject>(env: Env, owner: Owner, kind: Kind<T>): T[] {
  const { selector } = owner.spec;
  const orphans: T[] = [];
  const all = env.cache.informer(kind).by('orphan', owner.metadata.namespace ?? '');
  for (const object of all.values()) {
    if (object.metadata.deletionTimestamp !== undefined) continue;
    if (matchesSelector(selector, object.metadata.labels)) orphans.push(object);
  }
  return orphans;
}

function release<T extends KubeObject>(
  env: Env,
  kind: Kind<T>,
  object: T,
  owner: KubeObject,
): void {
  changeOwner(env, kind, object, { $patch: 'delete', uid: owner.metadata.uid });
}

/** Sends a patch of one owner, for the very object: one of the same name that came later is another. */
function changeOwner<T extends KubeObject>(
  env: Env,
  kind: Kind<T>,
  { metadata }: T,
  change: OwnerReference | { readonly $patch: 'delete'; readonly uid: string },
): T {
  const { uid, resourceVersion } = metadata;
  const patch = { metadata: { uid, resourceVersion, ownerReferences: [change] } };
  return env.api.patch(kind, metadata, patch, { type: 'strategic' });
}

/** Orphaned dependents concern the owners of their namespace that select them. */
export function orphansOf<S extends KubeObject, T extends KubeObject>(
  dependents: Kind<S>,
  owners: Kind<T>,
  selectorOf: (owner: T) => LabelSelector | undefined = (owner) =>
    (owner as Partial<Owner> & T).spec?.selector,
): Watch<S> {
  return {
    kind: dependents,
    keys(env, { object, type }) {
      if (type === 'DELETED' || controllerOf(object) !== undefined) return NO_KEYS;
      const keys: string[] = [];
      const { namespace, labels } = object.metadata;
      for (const owner of env.cache.informer(owners).all(namespace).values()) {
        if (matchesSelector(selectorOf(owner), labels)) {
          keys.push(joinKey(namespace, owner.metadata.name));
        }
      }
      return keys;
    },
  };
}
