import { Leases } from '../../api/coordination/lease';
import { Events } from '../../api/core/event';
import { isApiError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import { joinKey, type KubeObject, keyOf } from '../../api/object';
import type { OwnerReference } from '../../api/schema/objects';
import type { PropagationPolicy } from '../../apiserver/api';
import type { Change } from '../../apiserver/store';
import type { Actor, Env } from '../../runtime/env';
import { type Look, request, takeTime } from '../../runtime/look';
import { whenKindsChange } from '../../runtime/new-kinds';
import { WorkQueue } from '../../runtime/work-queue';
import { type Doubt, OwnerGraph } from './owner-graph';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** So many owners that went are remembered. */
const GONE_MAX = 500;

class Collector {
  private readonly graph = new OwnerGraph();
  private readonly queue: WorkQueue;
  /** Owners that went, by uid. upstream: absentOwnerCache */
  private readonly gone = new Set<string>();
  /** The ids of the kinds that are followed. */
  private readonly followed = new Set<string>();

  constructor(private readonly env: Env) {
    this.queue = new WorkQueue(env.scope, env.name, (uid) => this.process(uid));
  }

  start(): void {
    this.followAll();
    whenKindsChange(this.env, () => this.followAll());
  }

  private followAll(): void {
    const { api, cache } = this.env;
    for (const kind of api.kinds.stored) {
      if (this.followed.has(kind.id) || !kind.verbs.includes('delete')) continue;
      if (kind.id === Events.id || kind.id === Leases.id) continue;
      const informer = cache.informer(kind);
      this.followed.add(kind.id);
      informer.onChange((change) => this.hear(change));
      for (const object of informer.all().values()) {
        this.graph.put(kind, object, undefined);
        if (isConcerned(object)) this.queue.add(object.metadata.uid);
      }
    }
  }

  private remember(uid: string): void {
    const [oldest] = this.gone;
    if (this.gone.size >= GONE_MAX && oldest !== undefined) this.gone.delete(oldest);
    this.gone.add(uid);
  }

  private hear({ type, kind, object, old }: Change): void {
    const { uid, ownerReferences, deletionTimestamp } = object.metadata;
    if (type === 'DELETED') {
      this.graph.remove(object);
      const dependents = this.graph.of(uid);
      if (dependents.length > 0) this.remember(uid);
      for (const dependent of dependents) this.queue.add(dependent);
      for (const owner of ownerReferences ?? []) this.queue.add(owner.uid);
      return;
    }
    const isNew = this.graph.put(kind, object, old);
    if (isNew) for (const doubt of this.graph.mistakenAbout(uid)) this.verify(doubt);
    if (deletionTimestamp !== undefined && old?.metadata.deletionTimestamp === undefined) {
      this.queue.add(uid);
      for (const owner of ownerReferences ?? []) {
        if (owner.blockOwnerDeletion === true) this.queue.add(owner.uid);
      }
    }
    if (ownerReferences === undefined || old?.metadata.ownerReferences === ownerReferences) return;
    this.unblock(ownerReferences, old?.metadata.ownerReferences);
    const doubt = this.graph.doubtOf(kind, object);
    if (doubt !== undefined) this.verify(doubt);
  }

  /** Looks at an object whose owners are not what it says, and tells of one in another namespace. */
  private verify({ uid, object, elsewhere }: Doubt): void {
    this.queue.add(uid);
    if (elsewhere === undefined) return;
    const { apiVersion, kind, name, uid: owner } = elsewhere;
    const { namespace = '' } = object;
    this.env.events.recordFor(
      object,
      'Warning',
      'OwnerRefInvalidNamespace',
      `ownerRef [${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${owner}] does not exist in namespace "${namespace}"`,
    );
  }

  /** An owner that a dependent held up before may be able to go now. */
  private unblock(now: readonly OwnerReference[], before: readonly OwnerReference[] = []): void {
    for (const { uid, blockOwnerDeletion } of before) {
      if (blockOwnerDeletion !== true) continue;
      const still = now.find((reference) => reference.uid === uid);
      if (still?.blockOwnerDeletion !== true) this.queue.add(uid);
    }
  }

  private process(uid: string): void {
    const item = this.graph.items.get(uid);
    if (item === undefined) return;
    const object = this.env.cache.informer(item.kind).get(item.key);
    if (object === undefined || object.metadata.uid !== uid) return;
    this.queue.hold(uid);
    takeTime(this.env, this.collect(item.kind, object), {
      done: () => {
        this.queue.forget(uid);
        this.queue.release(uid);
      },
      failed: (error) => {
        if (!isApiError(error)) throw error;
        this.queue.release(uid);
        if (error.reason !== 'NotFound') this.queue.addRateLimited(uid);
      },
    });
  }

  private *collect(kind: Kind, object: KubeObject): Look {
    const finalizers = object.metadata.finalizers ?? [];
    if (object.metadata.deletionTimestamp !== undefined) {
      if (finalizers.includes(ORPHAN)) yield* this.orphan(kind, object);
      else if (finalizers.includes(FOREGROUND)) yield* this.deleteDependents(kind, object);
      return;
    }
    yield* this.judge(kind, object);
  }

  /** Takes the owner out of its dependents, then lets it go. */
  private *orphan(kind: Kind, owner: KubeObject): Look {
    const { uid } = owner.metadata;
    for (const dependent of this.graph.of(uid)) {
      yield* request(() => this.dropOwners(dependent, (reference) => reference.uid === uid));
    }
    yield* this.dropFinalizer(kind, owner, ORPHAN);
  }

  /** Deletes what blocks the owner, and lets it go when nothing does any more. */
  private *deleteDependents(kind: Kind, owner: KubeObject): Look {
    const { uid } = owner.metadata;
    let blocked = false;
    for (const dependent of this.graph.of(uid)) {
      const object = this.objectOf(dependent);
      const reference = object?.metadata.ownerReferences?.find((o) => o.uid === uid);
      if (reference?.blockOwnerDeletion === true) blocked = true;
      if (object?.metadata.deletionTimestamp === undefined) this.queue.add(dependent);
    }
    if (!blocked) yield* this.dropFinalizer(kind, owner, FOREGROUND);
  }

  /** Deletes an object whose owners are all gone; drops references to owners that are. upstream: attemptToDeleteItem */
  private *judge(kind: Kind, object: KubeObject): Look {
    const references = object.metadata.ownerReferences ?? [];
    if (references.length === 0) return;
    // nobody can say whether a namespaced owner of an object without a namespace is there
    if (!kind.namespaced && references.some((reference) => this.isNamespaced(reference))) return;
    const gone: OwnerReference[] = [];
    const waiting: OwnerReference[] = [];
    let solid = 0;
    for (const reference of references) {
      const owner = this.ownerOf(reference, object);
      if (owner === undefined) gone.push(reference);
      else if (isWaiting(owner)) waiting.push(reference);
      else solid++;
    }
    if (solid > 0) {
      const dropped = new Set([...gone, ...waiting].map(({ uid }) => uid));
      if (dropped.size === 0) return;
      yield* request(() => this.dropOwners(object.metadata.uid, ({ uid }) => dropped.has(uid)));
      return;
    }
    const dependents = this.graph.of(object.metadata.uid);
    const isForeground = waiting.length > 0 && dependents.length > 0;
    // who waits for its own dependents to go would wait for ever in a circle
    if (isForeground && dependents.some((uid) => isWaiting(this.objectOf(uid)))) {
      yield* request(() => this.holdNobodyUp(kind, object));
    }
    const policy = isForeground ? 'Foreground' : policyOf(object);
    yield* request(() => this.remove(kind, object, policy));
  }

  private isNamespaced({ apiVersion, kind }: OwnerReference): boolean {
    return this.env.api.kinds.of(apiVersion, kind)?.namespaced === true;
  }

  private objectOf(uid: string): KubeObject | undefined {
    const item = this.graph.items.get(uid);
    return item && this.env.cache.informer(item.kind).get(item.key);
  }

  /** Lets the owners of an object go before it has. upstream: unblockOwnerReferencesStrategicMergePatch */
  private holdNobodyUp(kind: Kind, object: KubeObject): void {
    const ownerReferences = (object.metadata.ownerReferences ?? []).map((reference) => ({
      ...reference,
      blockOwnerDeletion: false,
    }));
    this.env.api.update(kind, { ...object, metadata: { ...object.metadata, ownerReferences } });
  }

  /** The owner as it is now; undefined when it is gone, or another object has its name. */
  private ownerOf(reference: OwnerReference, dependent: KubeObject): KubeObject | undefined {
    const named = this.env.api.kinds.of(reference.apiVersion, reference.kind);
    // a definition that went with its objects has no kind any more to ask for
    if (named === undefined) return this.gone.has(reference.uid) ? undefined : dependent;
    const kind = named.rules.view?.stored ?? named;
    const { namespace } = dependent.metadata;
    const cached = this.env.cache
      .informer(kind)
      .get(joinKey(kind.namespaced ? namespace : undefined, reference.name));
    if (cached?.metadata.uid === reference.uid) return cached;
    const live = this.env.api.find(kind, { namespace, name: reference.name });
    return live?.metadata.uid === reference.uid ? live : undefined;
  }

  private remove(kind: Kind, object: KubeObject, propagationPolicy: PropagationPolicy): void {
    const { namespace, name, uid } = object.metadata;
    this.env.note('collect', { kind: kind.kind, key: keyOf(object), why: 'its owners are gone' });
    this.env.api.delete(kind, { namespace, name }, { propagationPolicy, preconditions: { uid } });
  }

  private dropOwners(uid: string, isDropped: (reference: OwnerReference) => boolean): void {
    const item = this.graph.items.get(uid);
    if (item === undefined) return;
    const object = this.env.cache.informer(item.kind).get(item.key);
    if (object === undefined) return;
    const kept = (object.metadata.ownerReferences ?? []).filter((r) => !isDropped(r));
    if (kept.length === object.metadata.ownerReferences?.length) return;
    const { ownerReferences: _dropped, ...rest } = object.metadata;
    const metadata = kept.length === 0 ? rest : { ...rest, ownerReferences: kept };
    this.env.api.update(item.kind, { ...object, metadata });
  }

  /** Lets an object go that was told to wait; it may have changed since. upstream: removeFinalizer */
  private *dropFinalizer(kind: Kind, { metadata }: KubeObject, finalizer: string): Look {
    const { namespace, name, uid } = metadata;
    const latest = yield* request(() => this.env.api.find(kind, { namespace, name }));
    if (latest === undefined || latest.metadata.uid !== uid) return;
    const finalizers = (latest.metadata.finalizers ?? []).filter((f) => f !== finalizer);
    const next = { ...latest, metadata: { ...latest.metadata, finalizers } };
    yield* request(() => this.env.api.update(kind, next));
  }
}

/** Whether an object that is found at the start may have to go, or owners to lose. */
function isConcerned({ metadata }: KubeObject): boolean {
  return metadata.deletionTimestamp !== undefined || metadata.ownerReferences !== undefined;
}

function isWaiting(object: KubeObject | undefined): boolean {
  if (object?.metadata.deletionTimestamp === undefined) return false;
  return object.metadata.finalizers?.includes(FOREGROUND) === true;
}

function policyOf({ metadata }: KubeObject): PropagationPolicy {
  if (metadata.finalizers?.includes(ORPHAN)) return 'Orphan';
  return metadata.finalizers?.includes(FOREGROUND) ? 'Foreground' : 'Background';
}

/** Deletes what nobody owns any more. upstream: pkg/controller/garbagecollector */
export const garbageCollector: Actor = {
  name: 'generic-garbage-collector',
  reportsAs: 'garbage-collector-controller',
  start: (env) => new Collector(env).start(),
};
