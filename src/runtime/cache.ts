import { isApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { type KubeObject, keyOf } from '../api/object';
import type { Api } from '../apiserver/api';
import type { Change } from '../apiserver/store';
import type { Time, Timer } from '../sim/loop';
import type { Scope } from '../sim/scope';
import { Informer } from './informer';
import type { Link } from './link';

interface Arrival {
  readonly change: Change;
  readonly informer: Informer<KubeObject>;
  readonly due: Time;
}

interface Waiter {
  readonly revision: number;
  readonly run: () => void;
}

/** How long a process waits before it asks a silent API server again, in milliseconds. */
const RELIST_DELAY = 1000;
/** A server remembers so many changes for watches that come back. upstream: the watch cache's default capacity */
const REMEMBERED_MAX = 100_000;
/** So many heartbeats may wait for a reader. */
const UNREAD_MAX = 256;

/**
 * What one process knows of the cluster. It lists once, then follows watches that take the link's delay. After a
 * cut they go on where they were; when the server has forgotten where that was, it lists anew. Heartbeats are taken in when somebody reads, so they cost no event.
 */
export class Cache {
  private readonly informers = new Map<string, Informer<KubeObject>>();
  private arrivals: Arrival[] = [];
  private head = 0;
  private timer: Timer | undefined;
  private waiters: Waiter[] = [];
  /** What has come about since the wire was cut; undefined when that is more than a server remembers. */
  private missed: Omit<Arrival, 'due'>[] | undefined = [];
  private readonly relisted: (() => void)[] = [];
  private delivering = false;

  constructor(
    private readonly scope: Scope,
    private readonly api: Api,
    private readonly link: Link,
  ) {
    scope.own(link.onHeal((isNew) => this.reconnect(isNew)));
  }

  /**
   * The view of a kind, filled at once; `fields` narrows it (`spec.nodeName=node-1`). One view per kind and
   * narrowing is shared by all that ask. An ApiError when the server does not answer: ask again later.
   */
  informer<T extends KubeObject>(kind: Kind<T>, fields?: string): Informer<T> {
    const id = fields === undefined ? kind.id : `${kind.id}?${fields}`;
    const known = this.informers.get(id);
    if (known !== undefined) return known as Informer<KubeObject> as unknown as Informer<T>;
    const informer = new Informer<T>(kind, fields, () => this.catchUp());
    const shared = informer as unknown as Informer<KubeObject>;
    const options = fields === undefined ? {} : { fields };
    for (const object of this.api.list(kind, options).items) {
      shared.apply(added(kind, object, this.scope.loop.now));
    }
    const stop = this.api.watch(kind, options, (change) =>
      this.arrive(change as unknown as Change, shared),
    );
    this.scope.own(stop);
    this.informers.set(id, shared);
    return informer;
  }

  /** True when every change up to the revision that concerns this cache has been taken in. */
  passed(revision: number): boolean {
    if (this.missed?.length !== 0) return false;
    const next = this.arrivals[this.head];
    return next === undefined || next.change.revision > revision;
  }

  /** Runs `run` as soon as the cache has passed the revision: at once when it has. */
  whenPassed(revision: number, run: () => void): void {
    if (this.passed(revision)) run();
    else this.waiters.push({ revision, run });
  }

  private arrive(change: Change, informer: Informer<KubeObject>): void {
    if (!this.link.connected) {
      if (this.missed?.push({ change, informer }) === REMEMBERED_MAX) this.missed = undefined;
      return;
    }
    // what was missed comes first
    if (this.missed?.length !== 0) return;
    this.enqueue(change, informer);
  }

  private enqueue(change: Change, informer: Informer<KubeObject>): void {
    const last = this.arrivals[this.arrivals.length - 1];
    const due = Math.max(this.scope.loop.now + this.link.delay, last?.due ?? 0);
    this.arrivals.push({ change, informer, due });
    if (change.seq !== 0) this.schedule(due);
    else if (this.arrivals.length - this.head > UNREAD_MAX) this.takeHeartbeats();
  }

  /** Takes in heartbeats that are due though nobody reads: they would pile up. */
  private takeHeartbeats(): void {
    if (this.delivering) return;
    const { now } = this.scope.loop;
    let next = this.arrivals[this.head];
    for (; next !== undefined && next.change.seq === 0 && next.due <= now; ) {
      next.informer.apply(next.change);
      next = this.arrivals[++this.head];
    }
    this.tidy();
  }

  private tidy(): void {
    if (this.head <= UNREAD_MAX || this.head * 2 <= this.arrivals.length) return;
    // in place: an array given up would keep what it holds alive until the next full garbage collection
    this.arrivals.copyWithin(0, this.head);
    this.arrivals.length -= this.head;
    this.head = 0;
  }

  private schedule(due: Time): void {
    if (this.timer !== undefined) return;
    this.timer = this.scope.after(due - this.scope.loop.now, 'watch', () => {
      this.timer = undefined;
      this.deliver();
    });
  }

  /** Takes in all that is due: heartbeats that waited for a reader. */
  private catchUp(): void {
    const next = this.arrivals[this.head];
    if (next === undefined || next.due > this.scope.loop.now || this.delivering) return;
    this.deliver();
  }

  private deliver(): void {
    const { loop } = this.scope;
    const cause = loop.cause;
    this.delivering = true;
    let next = this.arrivals[this.head];
    for (; next !== undefined && next.due <= loop.now; next = this.arrivals[this.head]) {
      this.head++;
      if (next.change.seq !== 0) loop.cause = next.change.seq;
      next.informer.apply(next.change);
      if (!this.scope.alive) return;
    }
    loop.cause = cause;
    this.delivering = false;
    this.tidy();
    if (next !== undefined) this.schedule(next.due);
    this.wake();
  }

  private wake(): void {
    if (this.waiters.length === 0) return;
    const ready = this.waiters.filter(({ revision }) => this.passed(revision));
    if (ready.length === 0) return;
    this.waiters = this.waiters.filter((waiter) => !ready.includes(waiter));
    for (const { run } of ready) run();
  }

  /** Calls `run` whenever everything was listed anew: what came and went unseen woke nobody. */
  onRelist(run: () => void): void {
    this.relisted.push(run);
  }

  private reconnect(isNew: boolean): void {
    const { missed = [] } = this;
    if (isNew || this.missed === undefined) {
      this.missed = undefined;
      this.scope.after(this.link.delay, 'relist', () => this.relist());
      return;
    }
    this.missed = [];
    for (const { change, informer } of missed) this.enqueue(change, informer);
  }

  /** Lists every kind anew and tells the handlers what differs. */
  private relist(): void {
    if (!this.link.connected) return;
    this.arrivals = [];
    this.head = 0;
    try {
      for (const informer of this.informers.values()) this.relistOne(informer);
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.scope.after(RELIST_DELAY, 'relist', () => this.relist());
      return;
    }
    this.missed = [];
    this.wake();
    for (const run of this.relisted) run();
  }

  private relistOne(informer: Informer<KubeObject>): void {
    const { now } = this.scope.loop;
    const options = informer.fields === undefined ? {} : { fields: informer.fields };
    const fresh = new Map(
      this.api.list(informer.kind, options).items.map((object) => [keyOf(object), object]),
    );
    for (const [key, old] of [...informer.all()]) {
      if (fresh.has(key)) continue;
      informer.apply({
        type: 'DELETED',
        kind: informer.kind,
        key,
        object: old,
        old,
        revision: Number(old.metadata.resourceVersion),
        seq: this.scope.loop.cause,
        time: now,
      });
    }
    for (const [key, object] of fresh) {
      const old = informer.get(key);
      if (old === object) continue;
      informer.apply({
        ...added(informer.kind, object, now),
        type: old === undefined ? 'ADDED' : 'MODIFIED',
        old,
        seq: this.scope.loop.cause || 1,
      });
    }
  }
}

function added<T extends KubeObject>(kind: Kind<T>, object: T, time: Time): Change {
  return {
    type: 'ADDED',
    kind: kind as unknown as Kind,
    key: keyOf(object),
    object,
    old: undefined,
    revision: Number(object.metadata.resourceVersion),
    seq: 0,
    time,
  };
}
