import { Cron } from 'croner';
import type { CronJob } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Duration, Time } from '../../sim/loop';
import { inTimeZone, TimeZone } from './time-zone';

/** When something is due: the first moment after `time`; undefined when there is none. */
export interface Schedule {
  next(time: Time): Time | undefined;
}

/** More missed starts than so many are told in an Event. upstream: mostRecentScheduleTime */
const MANY = 100;
/** A Job is made so long after its minute began. upstream: nextScheduleDelta */
const DELTA: Duration = 100;

const UNITS: Readonly<Record<string, Duration>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

function everyDuration(text: string): Duration | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, , unit] of text.matchAll(/(\d+(\.\d+)?)(h|ms|m|s)/g)) {
    sum += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  // upstream: whole seconds, one at least
  return Math.max(1000, Math.floor(sum / 1000) * 1000);
}

/** `@every 1h30m` counts from whenever it is asked. */
function every(length: Duration): Schedule {
  return { next: (time) => Math.floor(time / 1000) * 1000 + length };
}

const known = new Map<string, Schedule>();
const KNOWN_MAX = 1000;

/**
 * The calendar of a schedule in a time zone (UTC when there is none). The error that it throws says what is
 * wrong with either.
 */
export function parseSchedule(text: string, timeZone: string | undefined): Schedule {
  const key = `${timeZone ?? ''} ${text}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const schedule = readSchedule(text.trim(), timeZone);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(key, schedule);
  return schedule;
}

function readSchedule(text: string, timeZone: string | undefined): Schedule {
  const [, length] = /^@every\s+(\S+)$/.exec(text) ?? [];
  const pause = length === undefined ? undefined : everyDuration(length);
  if (pause !== undefined) return every(pause);
  const fields = text.split(/\s+/);
  if (!text.startsWith('@') && fields.length !== 5) {
    throw new Error(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const cron = new Cron(text, { utcOffset: 0, paused: true, sloppyRanges: true });
  const calendar: Schedule = { next: (time) => cron.nextRun(new Date(time))?.getTime() };
  return timeZone === undefined ? calendar : inTimeZone(calendar, new TimeZone(timeZone));
}

/** True when the platform knows the time zone. upstream: time.LoadLocation */
export function isTimeZone(name: string): boolean {
  try {
    new TimeZone(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The starts that a CronJob has missed by now. */
export interface Missed {
  /** The latest of them; undefined when none is due. */
  readonly latest: Time | undefined;
  readonly isMany: boolean;
}

/** From when on starts count: its last one or its creation, or what its deadline leaves. */
function since({ metadata, spec, status }: CronJob, now: Time, byDeadline: boolean): Time {
  const from = parseTimestamp(status.lastScheduleTime ?? metadata.creationTimestamp);
  const deadline = spec.startingDeadlineSeconds;
  return byDeadline && deadline !== undefined ? Math.max(from, now - deadline * 1000) : from;
}

/** Which starts were due between the last one and now. upstream: mostRecentScheduleTime */
export function missedStarts(cron: CronJob, schedule: Schedule, now: Time): Missed {
  const first = schedule.next(since(cron, now, true));
  if (first === undefined || first > now) return { latest: undefined, isMany: false };
  const second = schedule.next(first);
  if (second === undefined || second > now) return { latest: first, isMany: false };
  const between = Math.max(1000, second - first);
  const count = Math.floor((now - first) / between) + 1;
  // not all of them are counted out: they may be millions
  let latest = first;
  let time: Time | undefined = first + Math.max(0, count - 2) * between;
  time = schedule.next(time - 1000);
  for (; time !== undefined && time <= now; time = schedule.next(time)) latest = time;
  return { latest, isMany: count > MANY };
}

/** How long until a CronJob is worth looking at: a moment after its next start. upstream: nextScheduleTimeDuration */
export function untilNext(cron: CronJob, schedule: Schedule, now: Time): Duration | undefined {
  const from = Math.max(now, since(cron, now, false));
  const next = schedule.next(from);
  return next === undefined ? undefined : next + DELTA - now;
}
