import { isApiError, type Reason } from '../api/errors';
import type { Kind } from '../api/kind';
import { controllerOf, joinKey, type KubeObject } from '../api/object';
import type { Settings } from '../api/settings';
import type { Change } from '../apiserver/store';
import type { Duration, Time } from '../sim/loop';
import type { Actor, Env } from './env';
import { type Look, takeTime } from './look';
import { whenKindsChange } from './new-kinds';
import { WorkQueue } from './work-queue';

/** What the API server will say again until somebody does something about it: a quota, a rule, a missing account. */
const REFUSALS: ReadonlySet<Reason> = new Set(['Forbidden', 'Invalid', 'NotFound', 'BadRequest']);
/** So long a back-off is waited for that follows a refusal. */
const PATIENCE: Duration = 1000;

/** Work that is to be looked at again; `background` when nothing is expected to have changed by then. */
export interface Again {
  readonly requeueAfter: Duration;
  readonly background?: boolean;
}

/** Another kind whose changes concern the reconciled one. */
export interface Watch<S extends KubeObject = KubeObject> {
  readonly kind: Kind<S>;
  /** The keys that a change of it concerns; asked for each change of the kind, so it never looks at all objects. */
  keys(env: Env, change: Change<S>): readonly string[];
}

/**
 * Level-triggered: told which key to look at, never what happened. It keeps no memory of its own, so it may
 * crash at any moment. An ApiError that it throws is retried with back-off.
 */
export interface Controller<T extends KubeObject> {
  readonly name: string;
  /** Its service account in kube-system, where that has another name. */
  readonly account?: string;
  /** The component that its Events name as their source; its name by default. */
  readonly reportsAs?: string;
  readonly reconciles: Kind<T>;
  readonly watches?: readonly Watch[];
  /** How it follows a kind that the server learns of while it runs; undefined when that does not concern it. */
  watchesNew?(kind: Kind): Watch | undefined;
  /** Whose new status of the object is no reason to look again: what it wrote itself, or anybody's. */
  readonly ignoresStatus?: 'own' | 'all';
  /** How long it leaves an object that changed alone, in milliseconds, none by default; undefined when the object is none of its business. */
  patience?(object: T): Duration | undefined;
  /** The longest back-off after failures, in milliseconds; a thousand seconds by default. */
  readonly backOffMax?: Duration;
  /** How long it gathers changes of what it watches before it looks; none by default. */
  batches?(settings: Settings): Duration;
  /** Prepares indexes; runs once before anything is reconciled. */
  prepare?(env: Env): void;
  /** `object` is what the cache knows; undefined when it is gone. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a controller that has nothing to say returns nothing
  reconcile(env: Env, object: T | undefined, key: string): Again | void | Look<Again | void>;
}

/**
 * Dependents concern the object of the kind that controls them, now and before; `isRelevant` leaves out
 * changes that the controller cannot care about.
 */
export function ownedBy<S extends KubeObject>(
  kind: Kind<S>,
  owner: Kind,
  isRelevant?: (change: Change<S>) => boolean,
): Watch<S> {
  return {
    kind,
    keys(_env, change) {
      const { object, old } = change;
      if (isRelevant?.(change) === false) return NO_KEYS;
      const now = ownerKey(object, owner);
      const isKept = old?.metadata.ownerReferences === object.metadata.ownerReferences;
      const before = old === undefined || isKept ? undefined : ownerKey(old, owner);
      if (before === undefined || before === now) return now === undefined ? NO_KEYS : [now];
      return now === undefined ? [before] : [now, before];
    },
  };
}

/** The answer of a watch that a change does not concern. */
export const NO_KEYS: readonly string[] = [];

function ownerKey(object: KubeObject, kind: Kind): string | undefined {
  const owner = controllerOf(object);
  if (owner === undefined || owner.kind !== kind.kind || owner.apiVersion !== kind.apiVersion) {
    return undefined;
  }
  return joinKey(kind.namespaced ? object.metadata.namespace : undefined, owner.name);
}

/** True when nothing but the status differs from before. */
function isStatusOnly({ type, object, old }: Change): boolean {
  if (type !== 'MODIFIED' || old === undefined) return false;
  const [now, before] = [object, old] as unknown as { readonly spec?: unknown }[];
  const { metadata } = object;
  const was = old.metadata;
  return (
    now?.spec === before?.spec &&
    metadata.generation === was.generation &&
    metadata.labels === was.labels &&
    metadata.annotations === was.annotations &&
    metadata.ownerReferences === was.ownerReferences &&
    metadata.finalizers === was.finalizers &&
    metadata.deletionTimestamp === was.deletionTimestamp
  );
}

/** The actor that runs a controller: queue, back-off, and reading its own writes. */
export function controllerActor<T extends KubeObject>(controller: Controller<T>): Actor {
  const { name, account, reportsAs } = controller;
  return {
    name,
    ...(account === undefined ? {} : { user: `system:serviceaccount:kube-system:${account}` }),
    ...(reportsAs === undefined ? {} : { reportsAs }),
    start: (env) => new Runner(env, controller).start(),
  };
}

class Runner<T extends KubeObject> {
  private readonly queue: WorkQueue;
  /** The revision that the cache must have passed before the key is looked at again. */
  private readonly written = new Map<string, number>();
  /** Until when the worker is taken up by what it wrote. */
  private readonly busy = new Map<string, Time>();

  constructor(
    private readonly env: Env,
    private readonly controller: Controller<T>,
  ) {
    const { name, backOffMax } = controller;
    this.queue = new WorkQueue(env.scope, name, (key) => this.process(key), backOffMax);
  }

  start(): void {
    const { env, controller, queue } = this;
    controller.prepare?.(env);
    const informer = env.cache.informer(controller.reconciles);
    informer.onChange((change) => {
      if (this.isIgnored(change)) return;
      this.wait(change.key, change.object);
    });
    for (const watch of controller.watches ?? []) this.follow(watch);
    if (controller.watchesNew !== undefined) this.followNew();
    for (const [key, object] of informer.all()) this.wait(key, object);
    // what it wrote may have come and gone without a word
    env.cache.onRelist(() => {
      for (const key of this.written.keys()) queue.add(key);
    });
  }

  /** True for a mere change of status that concerns the controller no more. */
  private isIgnored(change: Change): boolean {
    const { ignoresStatus } = this.controller;
    if (ignoresStatus === undefined || !isStatusOnly(change)) return false;
    return ignoresStatus === 'all' || change.revision <= (this.written.get(change.key) ?? 0);
  }

  private wait(key: string, object: T): void {
    const { patience } = this.controller;
    const delay = patience === undefined ? 0 : patience.call(this.controller, object);
    if (delay !== undefined) this.queue.addAfter(key, delay);
  }

  private follow(watch: Watch): void {
    const { env, controller, queue } = this;
    const delay = controller.batches?.(env.settings) ?? 0;
    env.cache.informer(watch.kind).onChange((change) => {
      const keys = watch.keys(env, change);
      for (let i = 0; i < keys.length; i++) queue.addAfter(keys[i] as string, delay);
    });
  }

  /** Follows what the server has learned of, and what it will. */
  private followNew(): void {
    const { env, controller } = this;
    const known = new Set<string>(controller.watches?.map(({ kind }) => kind.id));
    const look = () => {
      for (const kind of env.api.kinds.stored) {
        if (known.has(kind.id)) continue;
        const watch = controller.watchesNew?.(kind);
        if (watch !== undefined) this.follow(watch);
        known.add(kind.id);
      }
    };
    look();
    whenKindsChange(env, look);
  }

  private process(key: string): void {
    const { env, queue } = this;
    if (!this.isFree(key)) return;
    this.written.delete(key);
    queue.hold(key);
    const began = env.loop.now;
    const before = env.api.revision;
    takeTime(env, this.look(key), {
      done: (again) => {
        queue.forget(key);
        this.conclude(key, began, before);
        if (again === undefined) return;
        const mode = again.background === true ? 'background' : 'foreground';
        queue.addAfter(key, again.requeueAfter, mode);
      },
      failed: (error) => {
        if (!isApiError(error)) throw error;
        env.note('retry', { key, reason: error.reason, message: error.message });
        this.conclude(key, began, before);
        queue.addRateLimited(key, REFUSALS.has(error.reason) ? PATIENCE : undefined);
      },
    });
  }

  /** False when the key must wait: for its worker, or for the cache to know what was written. */
  private isFree(key: string): boolean {
    const { env, queue } = this;
    const busy = this.busy.get(key);
    if (busy !== undefined && env.loop.now < busy) {
      queue.addAfter(key, busy - env.loop.now);
      return false;
    }
    const must = this.written.get(key);
    if (must === undefined || env.cache.passed(must)) return true;
    const { cause } = env.loop;
    env.cache.whenPassed(must, () => {
      env.loop.cause = cause;
      queue.add(key);
    });
    return false;
  }

  private *look(key: string): Look<Again | undefined> {
    const { env, controller } = this;
    const object = env.cache.informer(controller.reconciles).get(key);
    const answer = controller.reconcile(env, object, key) ?? undefined;
    return answer !== undefined && 'next' in answer ? ((yield* answer) ?? undefined) : answer;
  }

  /** The worker is free for the key again, as soon as what it wrote has taken its time. */
  private conclude(key: string, began: Time, before: number): void {
    const { api, loop, settings } = this.env;
    const after = api.revision;
    if (after === before) this.busy.delete(key);
    else {
      const { controllerLook, controllerRequest } = settings;
      // a look that waited for its requests has taken their time already
      const writes = loop.now > began ? 0 : after - before;
      this.written.set(key, after);
      this.busy.set(key, began + controllerLook + writes * controllerRequest);
    }
    this.queue.release(key);
  }
}
