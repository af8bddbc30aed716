import type { Duration, Time } from '../../sim/loop';

// upstream: NewDaemonSetsController, failedPodsBackoff
const FIRST: Duration = 1_000;
const LONGEST: Duration = 15 * 60_000;

interface Pause {
  readonly length: Duration;
  readonly since: Time;
}

/**
 * Paces how often a node's failed daemon Pods are replaced: 1 s, doubling to 15 min; forgotten after twice the
 * longest pause. It is a process's memory, as upstream: a crash clears it, and only the pace depends on it.
 */
export class BackOff {
  private readonly pauses = new Map<string, Pause>();

  /** How long the node must wait still; 0 when its turn has come, and then the next pause begins. */
  wait(key: string, now: Time): Duration {
    const pause = this.pauses.get(key);
    if (pause !== undefined && now - pause.since < pause.length) {
      return pause.since + pause.length - now;
    }
    const isFresh = pause === undefined || now - pause.since > 2 * LONGEST;
    const length = isFresh ? FIRST : Math.min(LONGEST, pause.length * 2);
    this.pauses.set(key, { length, since: now });
    return 0;
  }
}
