import { Namespaces } from '../api/core/namespace';
import { Pods } from '../api/core/pod';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import type { Scale } from '../api/schema/objects';
import type { MetricQuery, MetricValue } from './aggregation';
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
import type { Access } from './authorization/access';
import type { Target } from './authorization/attributes';
import type { Bound } from './binding';
import type { KindRegistry } from './kind-registry';
import type { Verb } from './request';
import { selected } from './selection';
import type { ApiServer } from './server';
import type { Change } from './store';
import { Verbs } from './verbs';

const NOTHING: Target = {};

/** The server as one user sees it: each request is shown to the gates and to the authorizer before anybody reads it. */
export class Client implements Api {
  private readonly verbs: Verbs;
  private readonly access: Access;

  constructor(
    private readonly server: ApiServer,
    readonly user: User,
    private readonly warn?: (message: string) => void,
  ) {
    this.verbs = new Verbs(server, user);
    this.access = server.authorizer.accessOf(user);
  }

  private admit(verb: Verb, kind: Kind, target: Target, subresource = ''): void {
    const { server, access } = this;
    // the way of nearly all requests of components: nobody has anything against any object
    if (server.gates.length > 0 || !access.isCertain(verb, kind, subresource, target)) {
      server.admitRequest(this.user, verb, { kind, subresource }, target);
    }
    if (this.warn !== undefined && kind.rules.warning !== undefined) this.warn(kind.rules.warning);
  }

  get kinds(): KindRegistry {
    return this.server.kinds;
  }

  get revision(): number {
    return this.server.store.revision;
  }

  get<T extends KubeObject>(kind: Kind<T>, ref: Ref, subresource = ''): T {
    this.admit('get', kind, ref, subresource);
    return this.verbs.get(kind, ref, subresource);
  }

  find<T extends KubeObject>(kind: Kind<T>, ref: Ref): T | undefined {
    this.admit('get', kind, ref);
    return this.verbs.find(kind, ref);
  }

  list<T extends KubeObject>(kind: Kind<T>, options: ListOptions = {}): List<T> {
    this.admit('list', kind, selected(options));
    return this.verbs.list(kind, options);
  }

  metric(query: MetricQuery): readonly MetricValue[] {
    return this.verbs.metric(query);
  }

  watch<T extends KubeObject>(
    kind: Kind<T>,
    options: WatchOptions,
    notify: (change: Change<T>) => void,
  ): () => void {
    this.admit('watch', kind, selected(options));
    return this.verbs.watch(kind, options, notify);
  }

  create<T extends KubeObject>(kind: Kind<T>, object: New<T>, options?: WriteOptions): T {
    this.admit('create', kind, targetOf(object));
    return this.verbs.create(kind, object, options);
  }

  update<T extends KubeObject>(kind: Kind<T>, object: T, options?: UpdateOptions): T {
    this.admit('update', kind, targetOf(object), options?.subresource);
    return this.verbs.update(kind, object, options);
  }

  updateStatus<T extends KubeObject>(kind: Kind<T>, object: T): T {
    this.admit('update', kind, targetOf(object), 'status');
    return this.verbs.updateStatus(kind, object);
  }

  patch<T extends KubeObject>(kind: Kind<T>, ref: Ref, patch: unknown, options: PatchOptions): T {
    this.admit('patch', kind, ref, options.subresource);
    return this.verbs.patch(kind, ref, patch, options);
  }

  delete<T extends KubeObject>(kind: Kind<T>, ref: Ref, options?: DeleteOptions): T {
    this.admit('delete', kind, ref);
    return this.verbs.delete(kind, ref, options);
  }

  deleteCollection<T extends KubeObject>(
    kind: Kind<T>,
    options: ListOptions = {},
    deletion?: DeleteOptions,
  ): List<T> {
    this.admit('deletecollection', kind, { namespace: options.namespace });
    return this.verbs.deleteCollection(kind, options, deletion);
  }

  getScale(kind: Kind, ref: Ref): Scale {
    this.admit('get', kind, ref, 'scale');
    return this.verbs.getScale(kind, ref);
  }

  setScale(kind: Kind, ref: Ref, replicas: number): Scale {
    this.admit('update', kind, ref, 'scale');
    return this.verbs.setScale(kind, ref, replicas);
  }

  finalizeNamespace(name: string): void {
    this.admit('update', Namespaces, { name }, 'finalize');
    this.verbs.finalizeNamespace(name);
  }

  bind(pod: Bound, node: string, options?: WriteOptions): void {
    this.admit('create', Pods, pod, 'binding');
    this.verbs.bind(pod, node, options);
  }

  evict(pod: Ref, options?: DeleteOptions): void {
    this.admit('create', Pods, pod, 'eviction');
    this.verbs.evict(pod, options);
  }
}

/** What a body is about, before anybody has found out whether it makes sense. */
function targetOf(object: { readonly metadata?: Target }): Target {
  return object.metadata ?? NOTHING;
}
