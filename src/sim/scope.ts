import type { Duration, Loop, Mode, Timer, TimerOwner } from './loop';

/**
 * What one actor owns: its timers and whatever it must give back. `stop()` is a crash: all timers are
 * cancelled and all that is owned is released, in reverse order; nothing of the actor runs afterwards.
 */
export class Scope implements TimerOwner {
  /** Timers that are to come, and what is to be released. */
  private readonly owned = new Set<Timer | (() => void)>();
  private running = true;

  constructor(readonly loop: Loop) {}

  /** False after {@link stop}. */
  get alive(): boolean {
    return this.running;
  }

  /** Schedules a call that dies with the scope. */
  after(delay: Duration, label: string, run: () => void, mode: Mode = 'foreground'): Timer {
    if (!this.running) return { time: this.loop.now, label, cancel() {} };
    const timer = this.loop.after(delay, label, run, mode);
    timer.owner = this;
    this.owned.add(timer);
    return timer;
  }

  /** For the loop only: the call has run or was taken back. */
  ended(timer: Timer): void {
    this.owned.delete(timer);
  }

  /** Runs `run` every `period` from now on (first after `first`), until the scope stops. */
  every(period: Duration, label: string, run: () => void, first: Duration = period): void {
    const tick = () => {
      this.after(period, label, tick, 'background');
      run();
    };
    this.after(first, label, tick, 'background');
  }

  /** Gives something to the scope that it releases when it stops. */
  own(release: () => void): void {
    if (this.running) this.owned.add(release);
    else release();
  }

  /** Ends everything the scope owns; a second call does nothing. */
  stop(): void {
    if (!this.running) return;
    this.running = false;
    for (const one of [...this.owned].reverse()) {
      if (typeof one === 'function') one();
      else one.cancel();
    }
    this.owned.clear();
  }
}
