import { Pods } from '../api/core/pod';
import { expiredError, forbiddenError, methodNotAllowedError, notFoundError } from '../api/errors';
import type { Kind } from '../api/kind';
import { joinKey, type KubeObject, keyOf, type New } from '../api/object';
import type { Scale } from '../api/schema/objects';
import type { AggregatedObjects, MetricQuery, MetricValue } from './aggregation';
import type {
  Api,
  DeleteOptions,
  List,
  ListOptions,
  PatchOptions,
  Ref,
  UpdateOptions,
  User,
  WatchOptions,
  WriteOptions,
} from './api';
import { applyObject, checkPatchOptions } from './apply';
import { type Bound, bindingOf, bindPod, boundBy } from './binding';
import { admitBody, type BodyRequest } from './body-admission';
import { deleteObject } from './deletion';
import { evictionOf, evictPod } from './eviction';
import type { KindRegistry } from './kind-registry';
import { momentOf, objectsAt, tokenAfter } from './page';
import { checkPatchType, patchObject } from './patch';
import type { Verb } from './request';
import { scaleOf, setScale } from './scale';
import { matcher, pageStart, watchedField, watcher } from './selection';
import type { ApiServer } from './server';
import type { Change } from './store';
import { finalizeNamespace, isWhole, patchSubresource, updateSubresource } from './subresource';
import { answered } from './unstored';
import { Views } from './view';
import type { Write } from './write';

const NO_OPTIONS: UpdateOptions = {};
const OF_STATUS: UpdateOptions = { subresource: 'status' };
const ROUGHLY_ALL = Number.MAX_SAFE_INTEGER;

/**
 * What the requests of one user do once nobody has anything against them: who has asked the authorizer already, as
 * those over HTTP have, calls them here, all others by the Client.
 */
export class Verbs implements Api {
  private readonly views: Views;

  constructor(
    private readonly server: ApiServer,
    readonly user: User,
    /** The version of the API in which the user speaks; the kind's own when left out. */
    private readonly apiVersion?: string,
  ) {
    this.views = new Views(server, user);
  }

  get kinds(): KindRegistry {
    return this.server.kinds;
  }

  get revision(): number {
    return this.server.store.revision;
  }

  get<T extends KubeObject>(kind: Kind<T>, ref: Ref, subresource = ''): T {
    const { view } = kind.rules;
    if (subresource === '') mustServe(kind, 'get');
    if (view !== undefined) return this.views.get(kind, view, ref, subresource);
    if (kind.addon === undefined) return this.server.mustGet(kind, ref);
    const object = this.aggregated(kind, ref);
    if (object === undefined) throw notFoundError(kind, ref.name);
    return object;
  }

  find<T extends KubeObject>(kind: Kind<T>, ref: Ref): T | undefined {
    const { view } = kind.rules;
    mustServe(kind, 'get');
    if (view !== undefined) return this.views.find(kind, view, ref);
    return kind.addon === undefined
      ? this.server.store.find(kind, ref)
      : this.aggregated(kind, ref);
  }

  list<T extends KubeObject>(kind: Kind<T>, options: ListOptions = {}): List<T> {
    const { view } = kind.rules;
    mustServe(kind, 'list');
    if (view !== undefined) return this.views.list(kind, view, options);
    return this.select(kind, options);
  }

  private aggregated<T extends KubeObject>(kind: Kind<T>, ref: Ref): T | undefined {
    const namespace = kind.namespaced ? ref.namespace : undefined;
    return this.server.aggregation.of(kind).get(joinKey(namespace, ref.name));
  }

  metric(query: MetricQuery): readonly MetricValue[] {
    return this.server.aggregation.metric(query);
  }

  private select<T extends KubeObject>(kind: Kind<T>, options: ListOptions): List<T> {
    const { store, aggregation } = this.server;
    const matches = matcher(kind, options);
    const { namespace, limit } = options;
    const page = momentOf(store, options);
    const objects =
      kind.addon !== undefined
        ? listed(aggregation.of(kind), options)
        : page === undefined
          ? store.objects(kind, namespace)
          : objectsAt(store, kind, namespace, page.revision);
    const revision = page?.revision ?? store.revision;
    const resourceVersion = String(revision);
    if (objects.size === 0) return { items: [], resourceVersion };
    const found = new Map<string, T>();
    for (const [key, object] of objects) if (matches(object)) found.set(key, object);
    const keys = [...found.keys()].sort();
    const start = page === undefined || page.start === '' ? 0 : pageStart(keys, page.start);
    const end = start + (limit && limit > 0 ? limit : ROUGHLY_ALL);
    const items = keys.slice(start, end).map((key) => found.get(key) as T);
    if (end >= keys.length) return { items, resourceVersion };
    const selects = options.labels !== undefined || options.fields !== undefined;
    return {
      items,
      resourceVersion,
      continue: tokenAfter(keys[end - 1] as string, revision, namespace),
      // upstream: a selecting list does not know how many are left
      ...(selects ? {} : { remainingItemCount: keys.length - end }),
    };
  }

  watch<T extends KubeObject>(
    kind: Kind<T>,
    options: WatchOptions,
    notify: (change: Change<T>) => void,
  ): () => void {
    const { view } = kind.rules;
    mustServe(kind, 'watch');
    if (view !== undefined) return this.views.watch(kind, view, options, notify);
    const { store } = this.server;
    const field = watchedField(kind, options.fields);
    const pass = watcher(kind, options, field, notify) as unknown as (change: Change) => void;
    if (options.resourceVersion !== undefined && options.resourceVersion !== '0') {
      const past = store.since(Number(options.resourceVersion));
      if (past === undefined) {
        throw expiredError(
          `too old resource version: ${options.resourceVersion} (${store.revision})`,
        );
      }
      for (const change of past) if (change.kind.id === kind.id) pass(change);
    }
    if (options.state === true) {
      const time = this.server.now;
      // upstream: a watch begins with all there is, whatever a list would be limited to
      const { limit: _limit, continue: _token, ...all } = options;
      for (const object of this.select(kind, all).items) {
        const key = keyOf(object);
        const revision = store.revision;
        notify({ type: 'ADDED', kind, key, object, old: undefined, revision, seq: 0, time });
      }
    }
    return store.watch(kind, pass, field);
  }

  create<T extends KubeObject>(
    kind: Kind<T>,
    object: New<T>,
    options: WriteOptions = NO_OPTIONS,
  ): T {
    mustServe(kind, 'create');
    if (kind.storage === null) return this.answer(kind, object, options);
    const { view } = kind.rules;
    if (view !== undefined) return this.views.create(kind, view, object, options);
    return this.server.create(this.write(kind, options), object);
  }

  private answer<T extends KubeObject>(kind: Kind<T>, object: New<T>, options: WriteOptions): T {
    const given = this.server.decode(kind, object, options) as T;
    return answered(this.server, this.write(kind, options), given);
  }

  update<T extends KubeObject>(kind: Kind<T>, object: T, options: UpdateOptions = NO_OPTIONS): T {
    const { view } = kind.rules;
    if (!options.subresource) mustServe(kind, 'update');
    if (view !== undefined) return this.views.update(kind, view, object, options);
    if (!options.subresource) return this.server.update(this.write(kind, options), object);
    return updateSubresource(this.server, this.write(kind, options), object) as T;
  }

  updateStatus<T extends KubeObject>(kind: Kind<T>, object: T): T {
    const { view } = kind.rules;
    if (view !== undefined) return this.views.update(kind, view, object, OF_STATUS);
    return this.server.update(this.write(kind, OF_STATUS), object);
  }

  private write<T extends KubeObject>(kind: Kind<T>, options: UpdateOptions): Write<T> {
    const { user, apiVersion } = this;
    return apiVersion === undefined ? { user, kind, options } : { user, kind, options, apiVersion };
  }

  patch<T extends KubeObject>(kind: Kind<T>, ref: Ref, patch: unknown, options: PatchOptions): T {
    const { view } = kind.rules;
    if (!options.subresource) mustServe(kind, 'patch');
    checkPatchOptions(options);
    checkPatchType(kind, options);
    if (view !== undefined) return this.views.patch(kind, view, { ref, patch, options });
    const patching = { ...this.write(kind, options), ref, patch, options };
    if (options.type === 'apply' && isWhole(kind, options.subresource ?? '')) {
      return applyObject(this.server, patching);
    }
    return options.subresource
      ? (patchSubresource(this.server, patching) as T)
      : patchObject(this.server, patching);
  }

  delete<T extends KubeObject>(kind: Kind<T>, ref: Ref, options: DeleteOptions = {}): T {
    const { view } = kind.rules;
    mustServe(kind, 'delete');
    if (view !== undefined) return this.views.delete(kind, view, ref, options);
    const old = this.server.mustGet(kind, ref);
    const why = kind.rules.mustStay?.(old);
    if (why !== undefined) throw forbiddenError(kind, ref.name, why);
    this.admitDelete(kind, ref, old, options);
    return deleteObject(this.server, this.user, kind, old, options);
  }

  private admitDelete(kind: Kind, ref: Ref, old: KubeObject, options: DeleteOptions): void {
    const { server, user } = this;
    server.admitDelete(server.request({ user, verb: 'delete', kind, ref, old, options }));
  }

  deleteCollection<T extends KubeObject>(
    kind: Kind<T>,
    options: ListOptions = {},
    deletion: DeleteOptions = {},
  ): List<T> {
    const { view } = kind.rules;
    mustServe(kind, 'deletecollection');
    if (view !== undefined) return this.views.deleteCollection(kind, view, options, deletion);
    const found = this.select(kind, options);
    for (const item of found.items) {
      this.admitDelete(kind, item.metadata, item, deletion);
      deleteObject(this.server, this.user, kind, item, deletion);
    }
    return found;
  }

  getScale(kind: Kind, ref: Ref): Scale {
    return scaleOf(this.server, kind, ref);
  }

  setScale(kind: Kind, ref: Ref, replicas: number): Scale {
    return setScale(this.server, this.user, kind, ref, replicas);
  }

  finalizeNamespace(name: string): void {
    finalizeNamespace(this.server, this.user, name, []);
  }

  bind(pod: Bound, node: string, options?: WriteOptions): void {
    const asked = { ...this.below(pod, 'binding'), options };
    const { body, check } = admitBody(this.server, asked, bindingOf(pod, node));
    check();
    bindPod(this.server, this.user, boundBy(body, pod), body.target.name ?? '', options);
  }

  evict(pod: Ref, options: DeleteOptions = {}): void {
    const asked = { ...this.below(pod, 'eviction'), options };
    evictPod(this.server, this.user, pod, admitBody(this.server, asked, evictionOf(pod, options)));
  }

  /** What admission is told of a creation below a Pod. */
  private below(ref: Ref, subresource: string): BodyRequest {
    return { user: this.user, verb: 'create', kind: Pods as Kind, ref, subresource };
  }
}

/** upstream: a method that a resource has not is no route */
function mustServe(kind: Kind, verb: Verb): void {
  if (!kind.verbs.includes(verb)) throw methodNotAllowedError(kind, verb);
}

/** What an add-on serves, by key. */
function listed<T extends KubeObject>(
  objects: AggregatedObjects<T>,
  { namespace, labels = [] }: ListOptions,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const object of objects.list(namespace, labels)) {
    if (namespace === undefined || object.metadata.namespace === namespace) {
      found.set(keyOf(object), object);
    }
  }
  return found;
}
