import type { Kind } from '../../api/kind';
import { type KubeObject, keyOf } from '../../api/object';
import type { ObjectReference, OwnerReference } from '../../api/schema/objects';

/** Where an object is, by its uid. */
export interface Item {
  readonly kind: Kind;
  readonly key: string;
  readonly namespace: string | undefined;
}

/** An object that names an owner which is not there, or not what the reference says. */
export interface Doubt {
  readonly uid: string;
  readonly object: ObjectReference;
  /** The reference to an owner that is known to be in another namespace. */
  readonly elsewhere: OwnerReference | undefined;
}

const NONE: readonly Doubt[] = [];

/** Who depends on whom, by uid; kept up to date by watching all kinds that can have owners. */
export class OwnerGraph {
  readonly items = new Map<string, Item>();
  private readonly dependents = new Map<string, Map<string, OwnerReference>>();

  /** Takes note of an object; true when it was not known before. */
  put(kind: Kind, object: KubeObject, old: KubeObject | undefined): boolean {
    const { uid, namespace, ownerReferences } = object.metadata;
    const isNew = !this.items.has(uid);
    if (isNew) this.items.set(uid, { kind, key: keyOf(object), namespace });
    if (old !== undefined && old.metadata.ownerReferences === ownerReferences) return isNew;
    this.forget(old);
    for (const owner of ownerReferences ?? []) {
      const known = this.dependents.get(owner.uid) ?? new Map<string, OwnerReference>();
      this.dependents.set(owner.uid, known.set(uid, owner));
    }
    return isNew;
  }

  remove(object: KubeObject): void {
    this.items.delete(object.metadata.uid);
    this.forget(object);
  }

  private forget(object: KubeObject | undefined): void {
    for (const { uid } of object?.metadata.ownerReferences ?? []) {
      this.dependents.get(uid)?.delete(object?.metadata.uid ?? '');
    }
  }

  /** The uids of an owner's dependents. */
  of(uid: string): readonly string[] {
    return [...(this.dependents.get(uid)?.keys() ?? [])];
  }

  /** What is doubtful about the owners of an object; undefined when all are known as it says. upstream: addDependentToOwners */
  doubtOf(kind: Kind, object: KubeObject): Doubt | undefined {
    const { uid, namespace, ownerReferences } = object.metadata;
    let isDoubtful = false;
    for (const reference of ownerReferences ?? []) {
      const owner = this.items.get(reference.uid);
      if (owner !== undefined && isElsewhere(owner, namespace)) {
        return { uid, object: referenceTo(kind, object), elsewhere: reference };
      }
      isDoubtful ||= owner === undefined || !isThat(owner, reference);
    }
    if (!isDoubtful) return undefined;
    return { uid, object: referenceTo(kind, object), elsewhere: undefined };
  }

  /** The dependents that were there before their owner, and turn out to mean another one. */
  mistakenAbout(ownerUid: string): readonly Doubt[] {
    const owner = this.items.get(ownerUid);
    const dependents = this.dependents.get(ownerUid);
    if (owner === undefined || dependents === undefined) return NONE;
    const found: Doubt[] = [];
    for (const [uid, reference] of dependents) {
      const item = this.items.get(uid);
      if (item === undefined) continue;
      const elsewhere = isElsewhere(owner, item.namespace) ? reference : undefined;
      if (elsewhere === undefined && isThat(owner, reference)) continue;
      found.push({ uid, object: { ...itemReference(item), uid }, elsewhere });
    }
    return found;
  }
}

/** An owner without a namespace may be anybody's. */
function isElsewhere(owner: Item, namespace: string | undefined): boolean {
  return owner.namespace !== undefined && owner.namespace !== namespace;
}

function isThat({ kind, key, namespace }: Item, reference: OwnerReference): boolean {
  if (kind.kind !== reference.kind) return false;
  return key === (namespace === undefined ? reference.name : `${namespace}/${reference.name}`);
}

function itemReference({ kind, key, namespace }: Item): ObjectReference {
  const name = namespace === undefined ? key : key.slice(namespace.length + 1);
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}

function referenceTo(kind: Kind, object: KubeObject): ObjectReference {
  const { namespace, uid } = object.metadata;
  return { ...itemReference({ kind, key: keyOf(object), namespace }), uid };
}
