import { timestamp } from '../api/timestamp';
import type { Duration, Time } from '../sim/loop';

/** The API writes down whole seconds. */
const SECOND = 1000;

/**
 * What the clock on a machine's wall shows, which may be ahead of the right time or behind it. All that runs on the
 * machine waits and measures by the right time, and writes down what the wall says.
 */
export class HostClock {
  /** How far ahead it was from when on; the last one last. */
  private readonly settings: { readonly from: Time; readonly ahead: Duration }[] = [
    { from: Number.NEGATIVE_INFINITY, ahead: 0 },
  ];

  /** From now on it is so far ahead of the right time, or behind it when that is negative. */
  set(ahead: Duration, now: Time): void {
    this.settings.push({ from: now, ahead });
  }

  /** What it shows, or showed, at a moment. */
  shown(time: Time): Time {
    // hardly any clock is ever set
    if (this.settings.length === 1) return time;
    const setting = this.settings.findLast(({ from }) => from <= time);
    return time + (setting?.ahead ?? 0);
  }

  /** The same as the API writes it. */
  stamp(time: Time): string {
    return timestamp(this.shown(time));
  }

  /** The moment in the second that begins with this, at which it showed that. */
  moment(shown: Time): Time {
    const setting = this.settings.findLast(({ from, ahead }) => from < shown - ahead + SECOND);
    return Math.max(setting?.from ?? 0, shown - (setting?.ahead ?? 0));
  }
}
