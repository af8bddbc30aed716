import { ApiError, notFoundError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { JsonObject, KubeObject, New } from '../api/object';
import { matchesLabels } from '../api/selector';
import type { DeleteOptions } from '../apiserver/api';
import type { Time } from '../sim/loop';
import { type Again, controllerActor, ownedBy } from './controller';
import type { Actor, Env } from './env';
import type { EventType } from './event-recorder';
import { whenKindsChange } from './new-kinds';

/** What manifests call a type of objects by. */
export interface TypeName {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Which objects of a type are meant; all of the cluster when nothing is said. */
export interface Among {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A controller that somebody writes for kinds of their own: what it looks after, and what it does about one object. */
export interface OwnController<T extends KubeObject = KubeObject> {
  /** Its name: who owns the fields that it applies, and whom its Events name. */
  readonly name: string;
  readonly reconciles: TypeName;
  /** What it makes for an object, with the object as their controller: their changes are a reason to look at it. */
  readonly owns?: readonly TypeName[];
  /** `namespace/name` of the ServiceAccount whose rights it has; all rights when left out. */
  readonly serviceAccount?: string;
  /**
   * Brings the world to what the object wishes. Called when the object or what it owns has changed, never twice at once
   * for one object; an ApiError is tried again with back-off. It keeps nothing in variables: it may crash at any moment.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a controller that has nothing to say returns nothing
  reconcile(cluster: ClusterClient, object: T): Again | void;
}

/** States what a controller is, with the type of its objects. */
export function defineController<T extends KubeObject>(controller: OwnController<T>): Actor {
  return ownControllerActor(controller as unknown as OwnController);
}

/** The cluster as a controller sees it: reads from its cache, which may be behind, writes to the API. */
export class ClusterClient {
  constructor(
    private readonly env: Env,
    private readonly controller: Pick<OwnController, 'name'>,
  ) {}

  /** The cluster's time, in milliseconds. */
  get now(): Time {
    return this.env.loop.now;
  }

  /** The object of that name, as far as the cache knows. */
  find<T extends KubeObject>(
    type: TypeName,
    { namespace, name }: { readonly namespace?: string | undefined; readonly name: string },
  ): T | undefined {
    return this.env.cache.informer(this.kind<T>(type)).find(namespace, name);
  }

  /** All objects of a type, or some of them, sorted by namespace and name. */
  list<T extends KubeObject>(type: TypeName, { namespace, labels }: Among = {}): T[] {
    const found = [...this.env.cache.informer(this.kind<T>(type)).all(namespace)];
    return found
      .filter(([, { metadata }]) => labels === undefined || matchesLabels(labels, metadata.labels))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  /** Server-side apply: the object is to have these fields, whoever had them before; returns it as it is then. */
  apply<T extends KubeObject>(object: TypeName & New<T>): T {
    const kind = this.kind<T>(object);
    const { namespace, name = '' } = object.metadata;
    const options = { type: 'apply', fieldManager: this.controller.name, force: true } as const;
    return this.env.api.patch(kind, { namespace, name }, object, options);
  }

  create<T extends KubeObject>(object: TypeName & New<T>): T {
    return this.env.api.create(this.kind<T>(object), object as unknown as New<T>, this.options);
  }

  /** Replaces the object; a conflict when it has changed since it was read. */
  update<T extends KubeObject>(object: T): T {
    return this.env.api.update(this.kind<T>(object), object, this.options);
  }

  /** Writes the status alone; nothing happens when it is as it was. */
  updateStatus<T extends KubeObject & { readonly status?: unknown }>(
    object: T,
    status: NonNullable<T['status']>,
  ): T {
    const next = { ...object, status };
    const options = { ...this.options, subresource: 'status' };
    return this.env.api.update(this.kind<T>(object), next, options);
  }

  /** Gives a Pod its node, once, as schedulers do. */
  bind({ metadata: { namespace, name, uid } }: KubeObject, node: string): void {
    this.env.api.bind({ namespace, name, uid }, node);
  }

  /** Deletes the object; it may be gone already. */
  delete(object: KubeObject, options?: DeleteOptions): void {
    const { namespace, name } = object.metadata;
    const kind = this.kind(object);
    if (this.env.api.find(kind, { namespace, name }) === undefined) return;
    this.env.api.delete(kind, { namespace, name }, options);
  }

  /** The metadata that make an object the controller of another one, which goes when it goes. */
  ownedBy(
    { apiVersion, kind, metadata }: KubeObject,
    name = metadata.name,
  ): New<KubeObject>['metadata'] {
    const { namespace, uid } = metadata;
    const owner = { apiVersion, kind, name: metadata.name, uid };
    return {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
    };
  }

  /** Says something about an object in an Event. */
  event(object: KubeObject, type: EventType, reason: string, message: string): void {
    this.env.events.record(object, type, reason, message);
  }

  private get options(): { readonly fieldManager: string } {
    return { fieldManager: this.controller.name };
  }

  private kind<T extends KubeObject>({ apiVersion, kind }: TypeName): Kind<T> {
    const found = this.env.api.kinds.of(apiVersion, kind);
    if (found !== undefined) return found as unknown as Kind<T>;
    const [group = '', version = ''] = apiVersion.includes('/')
      ? apiVersion.split('/')
      : ['', apiVersion];
    throw new ApiError(
      'NotFound',
      `no matches for kind "${kind}" in version "${group === '' ? version : apiVersion}"`,
    );
  }
}

/** The actor that runs somebody's own controller, as soon as the server serves its kinds. */
function ownControllerActor(controller: OwnController): Actor {
  const { name, serviceAccount } = controller;
  return {
    name,
    ...(serviceAccount === undefined ? { isMaster: true } : { user: accountOf(serviceAccount) }),
    start(env) {
      let isRunning = false;
      const begin = () => {
        if (isRunning || !isServed(env, controller)) return;
        isRunning = true;
        run(env, controller);
      };
      begin();
      whenKindsChange(env, begin);
    },
  };
}

function accountOf(account: string): string {
  const [namespace = '', name = ''] = account.split('/');
  return `system:serviceaccount:${namespace}:${name}`;
}

function isServed({ api }: Env, { reconciles, owns = [] }: OwnController): boolean {
  return [reconciles, ...owns].every((type) => api.kinds.of(type.apiVersion, type.kind));
}

function kindNamed({ api }: Env, { apiVersion, kind }: TypeName): Kind {
  const found = api.kinds.of(apiVersion, kind);
  if (found === undefined) throw notFoundError({ group: '', kind, plural: kind }, apiVersion);
  return found;
}

function run(env: Env, controller: OwnController): void {
  const client = new ClusterClient(env, controller);
  const reconciles = kindNamed(env, controller.reconciles);
  controllerActor({
    name: controller.name,
    reconciles,
    watches: (controller.owns ?? []).map((type) => ownedBy(kindNamed(env, type), reconciles)),
    reconcile(_env, object) {
      return object === undefined ? undefined : controller.reconcile(client, object);
    },
  }).start(env);
}

/** True for a JSON object that may be an actor: what a module has to offer. */
export function isActor(value: unknown): value is Actor {
  const { name, start } = (value ?? {}) as JsonObject;
  return typeof name === 'string' && typeof start === 'function';
}
