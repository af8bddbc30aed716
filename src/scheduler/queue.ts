import type { Pod } from '../api/schema/objects';
import type { Duration, Time } from '../sim/loop';
import type { ClusterEvent } from './framework';
import { Heap } from './heap';
import type { PodInfo } from './pod-info';
import type { SchedulerProfile } from './profile';
import type { Snapshot } from './snapshot';

/** Back-offs end on whole seconds, so that priority decides among those that end together. */
const WINDOW: Duration = 1000;
/** Without any event a Pod is tried again after so long. */
const UNSCHEDULABLE_MAX: Duration = 300_000;

/**
 * Where a Pod waits: to be tried next, until its back-off ends (or nothing else is to be tried), until its
 * back-off after an error ends, until something happens, or until its scheduling gates are gone.
 */
export type Place = 'active' | 'backoff' | 'error' | 'unschedulable' | 'gated' | 'out';

/** A Pod that waits for a node. */
export class QueuedPod {
  place: Place = 'out';
  /** When it came to the queue for the last time. */
  since: Time = 0;
  sequence = 0;
  attempts = 0;
  /** Attempts that ended with a rejection. */
  failures = 0;
  /** Attempts in a row that ended with an error. */
  errors = 0;
  backoffEnd: Time = 0;
  /** The plugins that rejected it last time. */
  rejectors: readonly string[] = [];
  /** The trace entry that put it where it is. */
  cause = 0;

  constructor(
    public info: PodInfo,
    readonly line: Line,
  ) {}

  get profile(): SchedulerProfile {
    return this.line.profile;
  }
}

/** The Pods of one profile that wait for an event, by the plugin that may think otherwise after it. */
interface Line {
  readonly profile: SchedulerProfile;
  readonly byRejector: Map<string, Set<QueuedPod>>;
}

/** Higher priority first, then who waits longer. upstream: plugins/queuesort PrioritySort */
function isMoreUrgent(a: QueuedPod, b: QueuedPod): boolean {
  if (a.info.priority !== b.info.priority) return a.info.priority > b.info.priority;
  if (a.since !== b.since) return a.since < b.since;
  return a.sequence < b.sequence;
}

function endsSooner(a: QueuedPod, b: QueuedPod): boolean {
  return a.backoffEnd !== b.backoffEnd ? a.backoffEnd < b.backoffEnd : isMoreUrgent(a, b);
}

interface Slot {
  readonly pod: QueuedPod;
  readonly sequence: number;
}

/** All Pods without a node, of all profiles. upstream: scheduler/internal/queue PriorityQueue */
export class SchedulingQueue {
  private readonly pods = new Map<string, QueuedPod>();
  private readonly active = new Heap<Slot>((a, b) => isMoreUrgent(a.pod, b.pod));
  private readonly backoff = new Heap<Slot>((a, b) => endsSooner(a.pod, b.pod));
  private readonly error = new Heap<Slot>((a, b) => endsSooner(a.pod, b.pod));
  private readonly lines: readonly Line[];
  private sequence = 0;

  constructor(
    profiles: readonly SchedulerProfile[],
    private readonly now: () => Time,
    private readonly cause: () => number,
  ) {
    this.lines = profiles.map((profile) => ({ profile, byRejector: new Map() }));
  }

  /** A Pod is new, or there again. */
  add(info: PodInfo): void {
    const line = this.lines.find(({ profile }) => profile.name === info.pod.spec.schedulerName);
    if (line === undefined) throw new Error(`no profile is called ${info.pod.spec.schedulerName}`);
    const pod = new QueuedPod(info, line);
    this.pods.set(info.uid, pod);
    pod.since = this.now();
    this.put(pod, isGated(info.pod) ? 'gated' : 'active');
  }

  /** A waiting Pod changed; its status is no change. */
  update(info: PodInfo, old: Pod, snapshot: Snapshot): void {
    const pod = this.pods.get(info.uid);
    if (pod === undefined) {
      this.add(info);
      return;
    }
    pod.info = info;
    if (pod.place === 'gated') {
      if (!isGated(info.pod)) this.put(pod, 'active');
      return;
    }
    if (pod.place !== 'unschedulable' || !differs(old, info.pod)) return;
    if (this.isWorthTrying(pod, { type: 'SelfUpdated', pod: info, old }, snapshot)) this.wake(pod);
  }

  remove(uid: string): void {
    const pod = this.pods.get(uid);
    if (pod === undefined) return;
    this.leave(pod);
    this.pods.delete(uid);
  }

  /** Takes the next Pod out; those in back-off come when no other is left. upstream: SchedulerPopFromBackoffQ */
  pop(): QueuedPod | undefined {
    const pod = this.take(this.active, 'active') ?? this.take(this.backoff, 'backoff');
    if (pod === undefined) return undefined;
    pod.attempts++;
    this.leave(pod);
    return pod;
  }

  /** True when {@link pop} has something. */
  get ready(): boolean {
    return this.peek(this.active, 'active') || this.peek(this.backoff, 'backoff');
  }

  /** Plugins rejected the Pod: it waits for an event that may change their mind. */
  rejected(pod: QueuedPod, rejectors: readonly string[]): void {
    pod.failures++;
    pod.errors = 0;
    this.back(pod, pod.failures);
    pod.rejectors = rejectors;
    this.put(pod, 'unschedulable');
  }

  /** Something else went wrong: the Pod is tried again after its back-off, which it returns. */
  failed(pod: QueuedPod): Duration {
    pod.errors++;
    this.back(pod, pod.errors);
    pod.rejectors = [];
    this.put(pod, 'error');
    return pod.backoffEnd - this.now();
  }

  /** Lets Pods whose back-off after an error has ended come next. */
  flushErrors(): void {
    for (let top = this.error.peek(); top !== undefined; top = this.error.peek()) {
      const { pod } = top;
      if (isCurrent(top, 'error') && pod.backoffEnd > this.now()) return;
      this.error.pop();
      if (isCurrent(top, 'error')) this.put(pod, 'active');
    }
  }

  /** Tries those again that have waited for very long. */
  flushUnschedulable(): void {
    const limit = this.now() - UNSCHEDULABLE_MAX;
    for (const pod of [...this.pods.values()]) {
      if (pod.place === 'unschedulable' && pod.since < limit) this.wake(pod);
    }
  }

  /** Something happened: Pods come next whose rejectors may think otherwise now. */
  happened(event: ClusterEvent, snapshot: Snapshot): void {
    for (const line of this.lines) {
      if (line.byRejector.size > 0) this.heard(line, event, snapshot);
    }
  }

  private heard({ profile, byRejector }: Line, event: ClusterEvent, snapshot: Snapshot): void {
    for (const plugin of profile.plugins) {
      if (plugin.wakesOn?.includes(event.type) !== true) continue;
      const waiting = byRejector.get(plugin.name);
      if (waiting === undefined) continue;
      for (const pod of [...waiting]) {
        if (plugin.wakes?.(event, pod.info, snapshot) !== false) this.wake(pod);
      }
    }
  }

  /** Lets a Pod come next, or after its back-off. */
  wake(pod: QueuedPod): void {
    this.put(pod, pod.backoffEnd > align(this.now()) ? 'backoff' : 'active');
  }

  private isWorthTrying(pod: QueuedPod, event: ClusterEvent, snapshot: Snapshot): boolean {
    return pod.profile.plugins.some(
      (plugin) =>
        pod.rejectors.includes(plugin.name) &&
        plugin.wakesOn?.includes(event.type) === true &&
        plugin.wakes?.(event, pod.info, snapshot) !== false,
    );
  }

  private back(pod: QueuedPod, count: number): void {
    pod.since = this.now();
    const { backoffFirst, backoffMax } = pod.profile;
    const delay = Math.min(backoffFirst * 2 ** (count - 1), backoffMax);
    pod.backoffEnd = align(pod.since + delay);
    if (this.pods.get(pod.info.uid) !== pod) this.pods.set(pod.info.uid, pod);
  }

  private put(pod: QueuedPod, place: Place): void {
    this.leave(pod);
    pod.place = place;
    pod.cause = this.cause();
    pod.sequence = ++this.sequence;
    if (place === 'unschedulable') {
      const { byRejector } = pod.line;
      for (const plugin of pod.rejectors) {
        let waiting = byRejector.get(plugin);
        if (waiting === undefined) {
          waiting = new Set();
          byRejector.set(plugin, waiting);
        }
        waiting.add(pod);
      }
    } else if (place === 'active' || place === 'backoff' || place === 'error') {
      this[place].push({ pod, sequence: pod.sequence });
    }
  }

  private leave(pod: QueuedPod): void {
    if (pod.place === 'unschedulable') {
      for (const plugin of pod.rejectors) pod.line.byRejector.get(plugin)?.delete(pod);
    }
    pod.place = 'out';
  }

  private peek(heap: Heap<Slot>, place: Place): boolean {
    for (let top = heap.peek(); top !== undefined; top = heap.peek()) {
      if (isCurrent(top, place)) return true;
      heap.pop();
    }
    return false;
  }

  private take(heap: Heap<Slot>, place: Place): QueuedPod | undefined {
    return this.peek(heap, place) ? heap.pop()?.pod : undefined;
  }
}

/** False for what a Pod has left behind where it waited before. */
function isCurrent({ pod, sequence }: Slot, place: Place): boolean {
  return pod.place === place && pod.sequence === sequence;
}

function align(time: Time): Time {
  return time - (time % WINDOW);
}

/** A Pod with scheduling gates is not even tried. upstream: plugins/schedulinggates */
function isGated({ spec }: Pod): boolean {
  return spec.schedulingGates !== undefined && spec.schedulingGates.length > 0;
}

function differs(old: Pod, pod: Pod): boolean {
  return (
    old.spec !== pod.spec ||
    old.metadata.labels !== pod.metadata.labels ||
    old.metadata.annotations !== pod.metadata.annotations
  );
}
