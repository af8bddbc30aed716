/** A moment of simulated time, in milliseconds since the Unix epoch. */
export type Time = number;
/** A span of simulated time, in milliseconds. */
export type Duration = number;

/** Why a run of the loop ended: the goal held, nothing is left to do, or the time was up. */
export type Outcome = 'reached' | 'quiescent' | 'deadline';

/** Foreground work keeps the world from being quiet; heartbeats, resyncs and polls are background. */
export type Mode = 'foreground' | 'background';

/** A handle on one scheduled call. */
export interface Timer {
  readonly time: Time;
  readonly label: string;
  /** Told when the call is about to run or was taken back. */
  owner?: TimerOwner | undefined;
  /** Takes the call back; does nothing when it has run or was cancelled before. */
  cancel(): void;
}

/** Whoever keeps account of the calls that are to come. */
export interface TimerOwner {
  ended(timer: Timer): void;
}

/** More calls than this at one instant are taken for a loop that never ends. */
const CALLS_PER_INSTANT_MAX = 2_000_000;

class Entry implements Timer {
  live = true;
  owner: TimerOwner | undefined = undefined;
  constructor(
    private readonly loop: Loop,
    readonly time: Time,
    readonly rank: number,
    readonly sequence: number,
    readonly label: string,
    readonly background: boolean,
    readonly cause: number,
    readonly run: () => void,
  ) {}

  cancel(): void {
    if (!this.live) return;
    this.live = false;
    this.owner?.ended(this);
    this.loop.cancelled(this);
  }
}

function before(a: Entry, b: Entry): boolean {
  if (a.time !== b.time) return a.time < b.time;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.sequence < b.sequence;
}

/** The loop did not move on: too many calls at one instant. Names the busiest labels. */
export class LivelockError extends Error {
  override readonly name = 'LivelockError';
}

/**
 * Thrown into a running call whose owner has died in the middle of it: what the call still wanted to do is not done,
 * and the loop goes on with the next one.
 */
export class Halted extends Error {
  override readonly name = 'Halted';
}

/**
 * The one event queue of a world and the authority on its time. (time, rank, sequence) is a total order:
 * without `rank`, calls due at the same time run first come, first served; with it, in a seeded order,
 * which hunts for code that depends on the order of simultaneous events.
 */
export class Loop {
  /** The trace entry that the running call goes back to; inherited by all that it schedules. */
  cause = 0;
  /** Told whenever time has moved on, before the call that is due then runs: for clocks that keep step. */
  onAdvance: ((now: Time) => void) | undefined;
  /** Calls run since the beginning. */
  calls = 0;
  private readonly heap: Entry[] = [];
  private sequence = 0;
  private foreground = 0;
  private dead = 0;
  private current: Time;
  private instantCalls = 0;
  private running = false;

  constructor(
    start: Time = 0,
    private readonly rank?: () => number,
  ) {
    this.current = start;
  }

  /** The present moment. */
  get now(): Time {
    return this.current;
  }

  /** True when nothing but background calls is scheduled. */
  get quiet(): boolean {
    return this.foreground === 0;
  }

  /** What keeps the world from being quiet, the soonest first. */
  awaited(): readonly Timer[] {
    const awaited = this.heap.filter(({ live, background }) => live && !background);
    return awaited.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  /** Schedules a call `delay` milliseconds from now (at once when negative). */
  after(delay: Duration, label: string, run: () => void, mode: Mode = 'foreground'): Timer {
    return this.at(this.current + (delay > 0 ? delay : 0), label, run, mode);
  }

  /** Schedules a call at `time`, or now when that is past. */
  at(time: Time, label: string, run: () => void, mode: Mode = 'foreground'): Timer {
    const background = mode === 'background';
    const entry = new Entry(
      this,
      time > this.current ? time : this.current,
      this.rank === undefined ? 0 : this.rank(),
      this.sequence++,
      label,
      background,
      this.cause,
      run,
    );
    if (!background) this.foreground++;
    this.push(entry);
    return entry;
  }

  /** Does something that goes back to another entry than the running call does: work that waited in a common queue. */
  causedBy(cause: number, act: () => void): void {
    const own = this.cause;
    this.cause = cause;
    try {
      act();
    } finally {
      this.cause = own;
    }
  }

  /**
   * Holds back a request that comes from outside: so much time passes under it. False, and nothing happens,
   * when a running call makes the request: that cannot wait.
   */
  holdBack(duration: Duration): boolean {
    if (this.running) return false;
    const own = this.cause;
    this.runTo(this.current + duration);
    this.cause = own;
    return true;
  }

  /** When the next call is due; undefined when none is. */
  nextTime(): Time | undefined {
    this.dropDead();
    return this.heap[0]?.time;
  }

  /** Runs the next call; false when there is none. */
  step(): boolean {
    this.dropDead();
    const entry = this.pop();
    if (entry === undefined) return false;
    entry.live = false;
    if (!entry.background) this.foreground--;
    if (entry.time > this.current) {
      this.current = entry.time;
      this.instantCalls = 0;
      this.onAdvance?.(entry.time);
    } else if (++this.instantCalls > CALLS_PER_INSTANT_MAX) {
      throw new LivelockError(this.describeLivelock(entry));
    }
    this.calls++;
    this.cause = entry.cause;
    entry.owner?.ended(entry);
    const outer = this.running;
    this.running = true;
    try {
      entry.run();
    } catch (error) {
      if (!(error instanceof Halted)) throw error;
    } finally {
      this.running = outer;
      this.cause = 0;
    }
    return true;
  }

  /**
   * Runs until the goal holds, nothing is left in the foreground (when `stopWhenQuiet`), or `deadline`;
   * in the last case the time is the deadline afterwards. The goal is asked before the first call and
   * after each one.
   */
  runUntil(goal: () => boolean, deadline: Time, stopWhenQuiet = true): Outcome {
    if (goal()) return 'reached';
    for (;;) {
      if (stopWhenQuiet && this.quiet) return 'quiescent';
      const next = this.nextTime();
      if (next === undefined || next > deadline) {
        this.advanceTo(deadline);
        return next === undefined && stopWhenQuiet ? 'quiescent' : 'deadline';
      }
      this.step();
      if (goal()) return 'reached';
    }
  }

  /** Runs all that is due up to and including `deadline`, and leaves the time there. */
  runTo(deadline: Time): void {
    for (
      let next = this.nextTime();
      next !== undefined && next <= deadline;
      next = this.nextTime()
    ) {
      this.step();
    }
    this.advanceTo(deadline);
  }

  /** For {@link Timer.cancel} only. */
  cancelled(entry: { background: boolean }): void {
    if (!entry.background) this.foreground--;
    this.dead++;
    if (this.dead > 1024 && this.dead > this.heap.length / 2) this.compact();
  }

  private advanceTo(time: Time): void {
    if (time > this.current) {
      this.current = time;
      this.instantCalls = 0;
      this.onAdvance?.(time);
    }
  }

  private describeLivelock(entry: Entry): string {
    const counts = new Map<string, number>([[entry.label, 1]]);
    for (const { label, live } of this.heap) {
      if (live) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const busiest = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5);
    return `time stands still at ${new Date(this.current).toISOString()}: ${CALLS_PER_INSTANT_MAX} calls at one instant; scheduled now: ${busiest
      .map(([label, count]) => `${label} (${count})`)
      .join(', ')}`;
  }

  private dropDead(): void {
    for (let top = this.heap[0]; top !== undefined && !top.live; top = this.heap[0]) {
      this.pop();
      this.dead--;
    }
  }

  private compact(): void {
    const live = this.heap.filter((entry) => entry.live);
    this.heap.length = 0;
    this.dead = 0;
    live.sort((a, b) => (before(a, b) ? -1 : 1));
    for (const entry of live) this.heap.push(entry);
  }

  private push(entry: Entry): void {
    const heap = this.heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex] as Entry;
      if (!before(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  }

  private pop(): Entry | undefined {
    const heap = this.heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || top === last) return top;
    const length = heap.length;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && before(heap[child + 1] as Entry, heap[child] as Entry)) child++;
      const candidate = heap[child] as Entry;
      if (!before(candidate, last)) break;
      heap[index] = candidate;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}
