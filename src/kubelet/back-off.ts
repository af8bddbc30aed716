import type { FeatureGates } from '../api/features/feature-gates';
import type { Duration, Time } from '../sim/loop';

/** upstream: kubelet backOffPeriod, MaxContainerBackOff, MaxImageBackOff */
export const BACKOFF_BASE: Duration = 10_000;
export const BACKOFF_MAX: Duration = 300_000;
/** After so long without a failure a delay begins anew. */
const QUIET: Duration = 600_000;
/** upstream: kubelet reducedContainerBackOffPeriod, reducedMaxContainerBackOff */
const REDUCED_BASE: Duration = 1_000;
const REDUCED_MAX: Duration = 60_000;

/** The delays of containers that crash. */
export function crashBackOff({
  ReduceDefaultCrashLoopBackOffDecay: isReduced,
}: FeatureGates): BackOff {
  return isReduced ? new BackOff(REDUCED_BASE, REDUCED_MAX) : new BackOff();
}

interface Entry {
  delay: Duration;
  updated: Time;
}

/**
 * Delays by key that double, from 10 s to 300 s unless told otherwise, and begin anew after ten quiet minutes.
 * upstream: client-go util/flowcontrol, Backoff
 */
export class BackOff {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly base: Duration = BACKOFF_BASE,
    private readonly max: Duration = BACKOFF_MAX,
  ) {}

  /** The present delay of the key; 0 when it has none. */
  delay(key: string): Duration {
    return this.entries.get(key)?.delay ?? 0;
  }

  /** Until when the key has to wait after something that happened at `event`; undefined: not at all. */
  waitUntil(key: string, event: Time, now: Time): Time | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || this.expired(entry, event)) return undefined;
    const until = event + entry.delay;
    return now < until ? until : undefined;
  }

  /** Until when the key has to wait after its last {@link next}. */
  waitUntilSinceUpdate(key: string, now: Time): Time | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || this.expired(entry, now)) return undefined;
    const until = entry.updated + entry.delay;
    return now < until ? until : undefined;
  }

  /** Doubles the delay, for something that happened at `event`. */
  next(key: string, event: Time, now: Time): void {
    const entry = this.entries.get(key);
    if (entry === undefined || this.expired(entry, event)) {
      this.entries.set(key, { delay: this.base, updated: now });
      return;
    }
    entry.delay = Math.min(entry.delay * 2, this.max);
    entry.updated = now;
  }

  private expired(entry: Entry, event: Time): boolean {
    return event - entry.updated > QUIET;
  }
}
