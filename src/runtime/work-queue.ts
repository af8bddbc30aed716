import type { Duration, Timer } from '../sim/loop';
import type { Scope } from '../sim/scope';

/** Back-off of a failing key: 5 ms, doubling, at most 1,000 s. upstream: client-go DefaultTypedControllerRateLimiter */
const BACKOFF_BASE = 5;
const BACKOFF_MAX = 1_000_000;

/**
 * Keys that wait to be worked on, each at most once. One key is processed per event, in order of arrival;
 * the cause of the newest addition is the cause of the work.
 */
export class WorkQueue {
  /** The keys that wait, with the cause of the newest addition. */
  private readonly ready = new Map<string, number>();
  /** The same keys in order of arrival, from `head` on: a Map forgets its first key slowly. */
  private order: string[] = [];
  private head = 0;
  private readonly delayed = new Map<string, Timer>();
  private readonly failures = new Map<string, number>();
  /** The keys that are being worked on, each with the cause of what was added meanwhile. */
  private readonly held = new Map<string, number | undefined>();
  private scheduled = false;

  constructor(
    private readonly scope: Scope,
    private readonly label: string,
    private readonly process: (key: string) => void,
    private readonly backOffMax: Duration = BACKOFF_MAX,
  ) {}

  /** Adds a key, to be worked on at once; a key that waits already keeps its place. */
  add(key: string): void {
    if (this.held.has(key)) {
      this.held.set(key, this.scope.loop.cause);
      return;
    }
    if (!this.ready.has(key)) this.order.push(key);
    this.ready.set(key, this.scope.loop.cause);
    this.schedule();
  }

  /** The work on a key goes on: additions wait for {@link release}. What was appointed before is done by it. */
  hold(key: string): void {
    this.held.set(key, undefined);
    this.delayed.get(key)?.cancel();
    this.delayed.delete(key);
  }

  /** The work on a key has ended: what was added meanwhile is next. */
  release(key: string): void {
    const cause = this.held.get(key);
    this.held.delete(key);
    if (cause === undefined) return;
    this.order.push(key);
    this.ready.set(key, cause);
    this.schedule();
  }

  /** Adds a key later; an earlier appointment of the key stands. `background` work keeps nobody waiting. */
  addAfter(key: string, delay: Duration, mode: 'foreground' | 'background' = 'foreground'): void {
    if (delay <= 0) {
      this.add(key);
      return;
    }
    const due = this.scope.loop.now + delay;
    const known = this.delayed.get(key);
    if (known !== undefined && known.time <= due) return;
    known?.cancel();
    const timer = this.scope.after(
      delay,
      this.label,
      () => {
        this.delayed.delete(key);
        this.add(key);
      },
      mode,
    );
    this.delayed.set(key, timer);
  }

  /**
   * Adds a key after its back-off, which doubles with each failure since it was last forgotten. Nobody is kept
   * waiting by a back-off that has grown beyond `patience`.
   */
  addRateLimited(key: string, patience: Duration = Number.POSITIVE_INFINITY): void {
    const failures = this.failures.get(key) ?? 0;
    this.failures.set(key, failures + 1);
    const delay = Math.min(BACKOFF_BASE * 2 ** failures, this.backOffMax);
    this.addAfter(key, delay, delay > patience ? 'background' : 'foreground');
  }

  /** The key went well: its back-off begins anew. */
  forget(key: string): void {
    this.failures.delete(key);
  }

  private schedule(): void {
    if (this.scheduled || this.ready.size === 0) return;
    this.scheduled = true;
    this.scope.after(0, this.label, () => {
      this.scheduled = false;
      this.next();
    });
  }

  private next(): void {
    const key = this.order[this.head++];
    if (key === undefined) return;
    if (this.head * 2 > this.order.length) {
      this.order = this.order.slice(this.head);
      this.head = 0;
    }
    this.scope.loop.cause = this.ready.get(key) ?? 0;
    this.ready.delete(key);
    this.process(key);
    this.schedule();
  }
}
