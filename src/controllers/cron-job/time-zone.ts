import type { Duration, Time } from '../../sim/loop';
import type { Schedule } from './schedule';

const QUARTER: Duration = 900_000;
const REMEMBERED_MAX = 1000;
const JANUARY = 0;
const JULY = 6;

/** How far the clocks of a time zone are ahead of UTC. */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat;
  /** By quarters of an hour: no zone changes its clocks in between. */
  private readonly known = new Map<number, Duration>();

  /** A RangeError when the platform does not know the zone. */
  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  /** What the clocks show, less UTC. */
  offsetAt(time: Time): Duration {
    const quarter = Math.floor(time / QUARTER);
    let offset = this.known.get(quarter);
    if (offset === undefined) {
      if (this.known.size >= REMEMBERED_MAX) this.known.clear();
      const start = quarter * QUARTER;
      offset = this.wallOf(start) - start;
      this.known.set(quarter, offset);
    }
    return offset;
  }

  private wallOf(time: Time): Time {
    const part: Record<string, number> = {};
    for (const { type, value } of this.format.formatToParts(time)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute);
  }

  /** The offsets that may hold soon after a time: today's, and those of winter and of summer. */
  offsetsFrom(time: Time): readonly Duration[] {
    const year = new Date(time).getUTCFullYear();
    const seasons = [JANUARY, JULY].map((month) => this.offsetAt(Date.UTC(year, month, 15)));
    return [...new Set([this.offsetAt(time), ...seasons])];
  }
}

/**
 * A calendar by the clocks of a time zone: due whenever they show what it asks for. Where they are put forward
 * over it, it is not due; where they are put back behind it, it is due again. upstream: robfig/cron, SpecSchedule
 */
export function inTimeZone(calendar: Schedule, zone: TimeZone): Schedule {
  return {
    next(time) {
      const hands = zone.offsetsFrom(time).map((offset) => ({
        offset,
        wall: calendar.next(time + offset),
      }));
      for (;;) {
        let first: { readonly hand: (typeof hands)[number]; readonly at: Time } | undefined;
        for (const hand of hands) {
          if (hand.wall === undefined) continue;
          const at = hand.wall - hand.offset;
          if (first === undefined || at < first.at) first = { hand, at };
        }
        if (first === undefined) return undefined;
        const { hand, at } = first;
        if (zone.offsetAt(at) === hand.offset) return at;
        hand.wall = calendar.next(at + hand.offset);
      }
    },
  };
}
