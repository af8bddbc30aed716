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

/** One element of Go's layout of a time: what it looks like, what Go calls it, and its highest value. */
interface Element {
  readonly pattern: RegExp;
  readonly name: string;
  readonly range?: readonly [what: string, min: number, max: number];
}

const mark = (char: string): Element => ({ pattern: new RegExp(`^${char}`), name: char });
const TWO_DIGITS = /^\d\d/;
const DATE_AND_CLOCK: readonly Element[] = [
  { pattern: /^\d{4}/, name: '2006' },
  mark('-'),
  { pattern: TWO_DIGITS, name: '01', range: ['month', 1, 12] },
  mark('-'),
  { pattern: TWO_DIGITS, name: '02' },
  mark('T'),
  { pattern: /^\d\d?/, name: '15', range: ['hour', 0, 23] },
  mark(':'),
  { pattern: TWO_DIGITS, name: '04', range: ['minute', 0, 59] },
  mark(':'),
];
const ZONE: Element = { pattern: /^(?:Z|[-+]\d\d:\d\d)/, name: 'Z07:00' };
const SECOND: Element = { pattern: TWO_DIGITS, name: '05', range: ['second', 0, 59] };

/** A layout of Go's, as its errors name it, and its elements. */
interface Layout {
  readonly name: string;
  readonly elements: readonly Element[];
}

/** A time in seconds; a fraction is taken though the layout has none. */
const RFC3339: Layout = {
  name: '2006-01-02T15:04:05Z07:00',
  elements: [...DATE_AND_CLOCK, { ...SECOND, pattern: /^\d\d(?:[.,]\d+)?/ }, ZONE],
};
/** A time in microseconds, with all six of its digits. */
export const RFC3339_MICRO: Layout = {
  name: '2006-01-02T15:04:05.000000Z07:00',
  elements: [...DATE_AND_CLOCK, SECOND, { pattern: /^[.,]\d{6}/, name: '.000000' }, ZONE],
};

function isOut(text: string, range: Element['range']): boolean {
  if (range === undefined) return false;
  const value = Math.floor(Number(text.replace(',', '.')));
  return value < range[1] || value > range[2];
}

/** Go's words about a text that is no time of the layout; undefined when it is one. */
export function goTimeProblem(text: string, layout: Layout = RFC3339): string | undefined {
  const failed = `parsing time ${JSON.stringify(text)}`;
  let rest = text;
  for (const { pattern, name, range } of layout.elements) {
    const found = pattern.exec(rest);
    if (found === null)
      return `${failed} as "${layout.name}": cannot parse ${JSON.stringify(rest)} as "${name}"`;
    if (isOut(found[0], range)) return `${failed}: ${range?.[0]} out of range`;
    rest = rest.slice(found[0].length);
  }
  if (rest !== '') return `${failed}: extra text: ${JSON.stringify(rest)}`;
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day < 1 || day > days ? `${failed}: day out of range` : undefined;
}
