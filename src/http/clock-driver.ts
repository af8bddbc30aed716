import type { Duration, Loop, Time } from '../sim/loop';

/** So long the loop may run before waiting requests are heard, in real milliseconds. */
const SLICE = 10;
/** Behind by more than this, the clock gives up catching up: cluster time passes slower than asked. */
const LAG_MAX = 250;
/** Longer waits are cut in pieces: a timer holds 24 days. */
const WAIT_MAX = 3_600_000;

/** Where the clock of a served cluster stands. */
export interface ClockState {
  readonly now: Time;
  /** Simulated seconds in a real one; 0 while it is paused. */
  readonly speed: number;
  /** Real milliseconds by which the cluster was behind, and gave up, since the beginning. */
  readonly lost: Duration;
}

interface Jump {
  readonly target: Time;
  readonly done: () => void;
}

/**
 * Drives a loop from outside, by real time or by hand. This is the only place where real time meets simulated
 * time; the loop itself stays synchronous and knows nothing of it.
 */
export class ClockDriver {
  private speedNow: number;
  /** The simulated and the real moment from which both are counted. */
  private anchor: { simulated: Time; real: number };
  private lost = 0;
  private timer: NodeJS.Timeout | undefined;
  private immediate: NodeJS.Immediate | undefined;
  private jumps: Jump[] = [];
  private running = false;

  constructor(
    private readonly loop: Loop,
    speed: number,
    /** Real time, in milliseconds since whenever. */
    private readonly realNow: () => number = () => performance.now(),
  ) {
    this.speedNow = speed;
    this.anchor = { simulated: loop.now, real: this.realNow() };
  }

  get state(): ClockState {
    return { now: this.loop.now, speed: this.speedNow, lost: Math.round(this.lost) };
  }

  /** Begins to drive. */
  start(): void {
    this.running = true;
    this.anchorHere();
    this.plan();
  }

  /** Stops for good; nobody is left waiting for a jump. */
  stop(): void {
    this.running = false;
    this.clear();
    for (const { done } of this.jumps.splice(0)) done();
  }

  /** So many simulated seconds in a real one from now on; 0 pauses. */
  setSpeed(speed: number): void {
    this.catchUp();
    this.speedNow = speed;
    this.anchorHere();
    this.plan();
  }

  /** Lets a span pass as fast as it can, while requests are heard; `done` is called when it is over. */
  advance(duration: Duration, done: () => void): void {
    const from = this.jumps.at(-1)?.target ?? this.loop.now;
    this.jumps.push({ target: from + duration, done });
    this.plan();
  }

  /** Lets happen what is due by now, for one slice at most; what is left follows by itself. */
  catchUp(): void {
    const target = this.target();
    const finished = this.run(target);
    if (finished && this.jumps.length > 0) this.land();
    if (!finished && this.jumps.length === 0) this.giveUp(target);
    this.plan();
  }

  /** Calls as soon as the wall is where the cluster is: a request that was held back has taken its time for its client as well. */
  whenCaughtUp(run: () => void): void {
    const wait = this.ahead();
    if (wait < 1) run();
    else setTimeout(run, wait);
  }

  /** Real milliseconds by which the cluster is ahead of the wall. */
  private ahead(): Duration {
    if (this.speedNow === 0 || this.jumps.length > 0) return 0;
    const due = (this.loop.now - this.anchor.simulated) / this.speedNow;
    return this.anchor.real + due - this.realNow();
  }

  /** Calls once after real milliseconds; returns how to take it back. For the ends of watches, which clients count in their own time. */
  afterReal(delay: number, run: () => void): () => void {
    const timer = setTimeout(run, Math.min(delay, 2 ** 31 - 1));
    timer.unref();
    return () => clearTimeout(timer);
  }

  private target(): Time {
    const jump = this.jumps[0];
    if (jump !== undefined) return jump.target;
    if (this.speedNow === 0) return this.loop.now;
    const passed = (this.realNow() - this.anchor.real) * this.speedNow;
    return Math.max(this.loop.now, Math.floor(this.anchor.simulated + passed));
  }

  /** Runs what is due up to a moment; false when the slice was not enough. */
  private run(target: Time): boolean {
    const { loop } = this;
    const end = this.realNow() + SLICE;
    for (let calls = 1; ; calls++) {
      const next = loop.nextTime();
      if (next === undefined || next > target) break;
      loop.step();
      if (calls % 16 === 0 && this.realNow() > end) return false;
    }
    loop.runTo(target);
    return true;
  }

  private land(): void {
    this.jumps.shift()?.done();
    this.anchorHere();
  }

  private giveUp(target: Time): void {
    const behind = (target - this.loop.now) / (this.speedNow || 1);
    if (behind <= LAG_MAX) return;
    this.lost += behind;
    this.anchorHere();
  }

  private anchorHere(): void {
    this.anchor = { simulated: this.loop.now, real: this.realNow() };
  }

  private clear(): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
    this.timer = undefined;
    this.immediate = undefined;
  }

  /** Sees to it that the next call that is due is not forgotten. */
  private plan(): void {
    this.clear();
    if (!this.running) return;
    const next = this.loop.nextTime();
    if (this.jumps.length > 0 || (next !== undefined && next <= this.target())) {
      this.immediate = setImmediate(() => this.catchUp());
      return;
    }
    if (next === undefined || this.speedNow === 0) return;
    const wait = (next - this.anchor.simulated) / this.speedNow;
    const delay = this.anchor.real + wait - this.realNow();
    this.timer = setTimeout(() => this.catchUp(), Math.min(Math.max(delay, 1), WAIT_MAX));
  }
}
