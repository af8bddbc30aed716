import type { Time } from '../sim/loop';

const DAY = 86_400_000;
let lastDay = Number.NaN;
let lastDayText = '';

function dayText(time: Time): string {
  const day = Math.floor(time / DAY);
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = new Date(day * DAY).toISOString().slice(0, 11);
  }
  return lastDayText;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function clockText(time: Time): string {
  const seconds = Math.floor((((time % DAY) + DAY) % DAY) / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

let lastSecond = Number.NaN;
let lastWhole = '';
let lastStem = '';

/** Remembers the texts of the second: much happens in it, and one text for all is soon compared. */
function keepSecond(second: number): void {
  if (second === lastSecond) return;
  lastSecond = second;
  const time = second * 1000;
  lastStem = `${dayText(time)}${clockText(time)}`;
  lastWhole = `${lastStem}Z`;
}

/** A moment as metav1.Time writes it: whole seconds. */
export function timestamp(time: Time): string {
  keepSecond(Math.floor(time / 1000));
  return lastWhole;
}

/** The part of a moment behind its second, for those in whole milliseconds: nearly all. */
const MILLIS = Array.from({ length: 1000 }, (_, ms) => `.${String(ms).padStart(3, '0')}000Z`);

/** A moment as metav1.MicroTime writes it: microseconds. */
export function microTimestamp(time: Time): string {
  const second = Math.floor(time / 1000);
  keepSecond(second);
  const millis = time - second * 1000;
  const whole = MILLIS[millis];
  if (whole !== undefined) return lastStem + whole;
  const micros = Math.floor(millis * 1000);
  return `${lastStem}.${String(micros).padStart(6, '0')}Z`;
}

/** A moment as RFC 1123 writes it, in UTC: `Mon, 05 Jan 2026 00:00:00 UTC`. */
export function rfc1123(time: Time): string {
  return new Date(time).toUTCString().replace('GMT', 'UTC');
}

const parsed = new Map<string, Time>();
const PARSED_MAX = 10_000;

/** The moment that a timestamp names, in milliseconds; NaN when it names none. */
export function parseTimestamp(text: string): Time {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const time = Date.parse(text);
  if (parsed.size >= PARSED_MAX) parsed.clear();
  parsed.set(text, time);
  return time;
}

const RFC3339 = '2006-01-02T15:04:05Z07:00';
/** What stands where in a time, and what Go calls it in errors. */
const RFC3339_PARTS: readonly (readonly [pattern: RegExp, element: string])[] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d?/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
  [/^\d\d(?:[.,]\d+)?/, '05'],
  [/^(?:Z|[-+]\d\d:\d\d)/, 'Z07:00'],
];

/** Go's words about a text that is no time of RFC 3339; undefined when it is one. */
export function goTimeProblem(text: string): string | undefined {
  const failed = `parsing time ${JSON.stringify(text)}`;
  let rest = text;
  for (const [pattern, element] of RFC3339_PARTS) {
    const found = pattern.exec(rest);
    if (found === null)
      return `${failed} as "${RFC3339}": cannot parse ${JSON.stringify(rest)} as "${element}"`;
    rest = rest.slice(found[0].length);
  }
  if (rest !== '') return `${failed}: extra text: ${JSON.stringify(rest)}`;
  return undefined;
}
