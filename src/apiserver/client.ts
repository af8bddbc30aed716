import { Namespaces } from '../api/core/namespace';
import { Pods } from '../api/core/pod';
import { expiredError, notFoundError } from '../api/errors';
import type { Kind } from '../api/kind';
import { joinKey, type KubeObject, keyOf, type New } from '../api/object';
import type { Scale } from '../api/schema/objects';
import { matchesRequirements, type Requirement } from '../api/selector';
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
import { type Bound, bindPod } from './binding';
import { deleteObject } from './deletion';
import { evictPod } from './eviction';
import { fieldMatcher, selectedName } from './field-selector';
import type { KindRegistry } from './kind-registry';
import { momentOf, objectsAt, tokenAfter } from './page';
import { checkPatchType, patchObject } from './patch';
import type { Verb } from './request';
import { scaleOf, setScale } from './scale';
import type { ApiServer } from './server';
import type { Change } from './store';
import { finalizeNamespace, isWhole, patchSubresource, updateSubresource } from './subresource';
import { answered } from './unstored';
import { Views } from './view';
import type { Write } from './write';

const NO_OPTIONS: UpdateOptions = {};
const OF_STATUS: UpdateOptions = { subresource: 'status' };
const ROUGHLY_ALL = Number.MAX_SAFE_INTEGER;

/** What a list or a watch is about: the namespace, and the one object that it selects by name. upstream: RequestInfoFactory */
function selected({ namespace, fields }: ListOptions): Partial<Ref> {
  const name = fields === undefined ? '' : selectedName(fields);
  return name === '' ? { namespace } : { namespace, name };
}

/** The server as one user sees it: every call carries that user. */
export class Client implements Api {
  private readonly views: Views;

  constructor(
    private readonly server: ApiServer,
    readonly user: User,
    /** The form in which the caller sees what is asked for, when that is not the stored one. */
    private readonly asked?: Kind,
  ) {
    this.views = new Views(server, user);
  }

  private admit(verb: Verb, kind: Kind, ref: Partial<Ref>, subresource = ''): void {
    this.server.admitRequest(this.user, verb, this.asked ?? kind, ref, subresource);
  }

  get kinds(): KindRegistry {
    return this.server.kinds;
  }

  get revision(): number {
    return this.server.store.revision;
  }

  get<T extends KubeObject>(kind: Kind<T>, ref: Ref, subresource = ''): T {
    const { view } = kind.rules;
    if (view !== undefined) return this.views.get(kind, view, ref, subresource);
    this.admit('get', kind, ref, subresource);
    if (kind.addon === undefined) return this.server.mustGet(kind, ref);
    const object = this.aggregated(kind, ref);
    if (object === undefined) throw notFoundError(kind, ref.name);
    return object;
  }

  find<T extends KubeObject>(kind: Kind<T>, ref: Ref): T | undefined {
    const { view } = kind.rules;
    if (view !== undefined) return this.views.find(kind, view, ref);
    this.admit('get', kind, ref);
    return kind.addon === undefined
      ? this.server.store.find(kind, ref)
      : this.aggregated(kind, ref);
  }

  list<T extends KubeObject>(kind: Kind<T>, options: ListOptions = {}): List<T> {
    const { view } = kind.rules;
    if (view !== undefined) return this.views.list(kind, view, options);
    this.admit('list', kind, selected(options));
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
        ? listed(aggregation.of(kind), namespace)
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
    if (view !== undefined) {
      return this.views.watch(kind, view, options, notify);
    }
    this.admit('watch', kind, selected(options));
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
      for (const object of this.select(kind, options).items) {
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
    if (kind.storage === null) return this.answer(kind, object, options);
    const { view } = kind.rules;
    if (view !== undefined) return this.views.create(kind, view, object, options);
    return this.server.create(this.write(kind, options), object);
  }

  private answer<T extends KubeObject>(kind: Kind<T>, object: New<T>, options: WriteOptions): T {
    const given = this.server.decode(kind, object, options) as T;
    this.admit('create', kind, given.metadata);
    return answered({ server: this.server, user: this.user, kind, options }, given);
  }

  update<T extends KubeObject>(kind: Kind<T>, object: T, options: UpdateOptions = NO_OPTIONS): T {
    const { view } = kind.rules;
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
    const { user, asked } = this;
    return asked === undefined ? { user, kind, options } : { user, kind, options, asked };
  }

  patch<T extends KubeObject>(kind: Kind<T>, ref: Ref, patch: unknown, options: PatchOptions): T {
    const { view } = kind.rules;
    if (view === undefined) this.admit('patch', kind, ref, options.subresource);
    checkPatchOptions(options);
    checkPatchType(kind, options);
    if (view !== undefined) return this.views.patch(kind, view, { ref, patch, options });
    if (options.type === 'apply' && isWhole(kind, options.subresource ?? '')) {
      const { server, user, asked } = this;
      return applyObject({ server, user, kind, ref, asked }, patch, options);
    }
    if (options.subresource) {
      return patchSubresource(this.server, this.user, kind, ref, patch, options) as T;
    }
    return patchObject(this.server, this.user, kind, ref, patch, options);
  }

  delete<T extends KubeObject>(kind: Kind<T>, ref: Ref, options: DeleteOptions = {}): T {
    const { view } = kind.rules;
    if (view !== undefined) return this.views.delete(kind, view, ref, options);
    this.admit('delete', kind, ref);
    const old = this.server.mustGet(kind, ref);
    this.server.admitDelete(this.server.request(this.user, 'delete', kind, ref, '', old, options));
    return deleteObject(this.server, this.user, kind, old, options);
  }

  deleteCollection<T extends KubeObject>(
    kind: Kind<T>,
    options: ListOptions = {},
    deletion: DeleteOptions = {},
  ): readonly T[] {
    const { view } = kind.rules;
    if (view !== undefined) {
      return this.views.deleteCollection(kind, view, options, deletion);
    }
    const { namespace } = options;
    this.admit('deletecollection', kind, { namespace });
    return this.select(kind, options).items.map((item) => {
      const { metadata } = item;
      const request = this.server.request(this.user, 'delete', kind, metadata, '', item, deletion);
      this.server.admitDelete(request);
      return deleteObject(this.server, this.user, kind, item, deletion);
    });
  }

  getScale(kind: Kind, ref: Ref): Scale {
    this.admit('get', kind, ref, 'scale');
    return scaleOf(this.server, kind, ref);
  }

  setScale(kind: Kind, ref: Ref, replicas: number): Scale {
    this.admit('update', kind, ref, 'scale');
    return setScale(this.server, this.user, kind, ref, replicas);
  }

  finalizeNamespace(name: string): void {
    this.admit('update', Namespaces, { name }, 'finalize');
    finalizeNamespace(this.server, this.user, name, []);
  }

  bind(pod: Bound, node: string, options?: WriteOptions): void {
    this.admit('create', Pods, pod, 'binding');
    bindPod(this.server, this.user, pod, node, options);
  }

  evict(pod: Ref, options: DeleteOptions = {}): void {
    this.admit('create', Pods, pod, 'eviction');
    evictPod(this.server, this.user, pod, options);
  }
}

/** What an add-on serves, by key. */
function listed<T extends KubeObject>(
  objects: AggregatedObjects<T>,
  namespace: string | undefined,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const object of objects.list()) {
    if (namespace === undefined || object.metadata.namespace === namespace) {
      found.set(keyOf(object), object);
    }
  }
  return found;
}

/** The value of the kind's watch field when the selector names that field alone: such a watch costs nothing for other objects. */
function watchedField(kind: Kind, fields: string | undefined): string | undefined {
  const path = kind.rules.watchField?.path;
  if (path === undefined || fields === undefined || !fields.startsWith(`${path}=`))
    return undefined;
  const value = fields.slice(path.length + 1).replace(/^=/, '');
  return value.includes(',') ? undefined : value;
}

function matcher<T extends KubeObject>(
  kind: Kind<T>,
  options: ListOptions,
): (object: T) => boolean {
  const { labels, fields } = options;
  const byField = fields === undefined ? undefined : fieldMatcher(kind, fields);
  const byLabels = labels === undefined ? undefined : labelMatcher(labels);
  return (object) =>
    (byLabels === undefined || byLabels(object.metadata.labels)) &&
    (byField === undefined || byField(object));
}

/** Judges the labels that objects share, as Pods of one template do, once. */
function labelMatcher(selector: readonly Requirement[]): (labels: Labels) => boolean {
  let last: Labels;
  let matched = matchesRequirements(selector, last);
  return (labels) => {
    if (labels !== last) {
      last = labels;
      matched = matchesRequirements(selector, labels);
    }
    return matched;
  };
}

type Labels = KubeObject['metadata']['labels'];

/** Tells of what a watch selects; a change that brings an object in or out is an addition or a deletion to it. */
function watcher<T extends KubeObject>(
  kind: Kind<T>,
  options: WatchOptions,
  field: string | undefined,
  notify: (change: Change<T>) => void,
): (change: Change<T>) => void {
  const { namespace, labels, fields } = options;
  if (namespace === undefined && labels === undefined && fields === undefined) return notify;
  const { watchField } = kind.rules;
  const matches =
    field === undefined || watchField === undefined || labels !== undefined
      ? matcher(kind, options)
      : (object: T) => watchField.of(object) === field;
  return (change) => {
    const { object, old, type } = change;
    if (namespace !== undefined && object.metadata.namespace !== namespace) return;
    const is = type !== 'DELETED' && matches(object);
    const was = old !== undefined && matches(old);
    if (is && was) notify(change);
    else if (is) notify({ ...change, type: 'ADDED' });
    else if (was) notify({ ...change, type: 'DELETED' });
  };
}

function pageStart(keys: readonly string[], start: string): number {
  const index = keys.findIndex((key) => key >= start);
  return index < 0 ? keys.length : index;
}
