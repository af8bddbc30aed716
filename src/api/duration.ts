import type { Duration } from '../sim/loop';

const UNITS: Readonly<Record<string, Duration>> = {
  millisecond: 1,
  ms: 1,
  밀리초: 1,
  second: 1000,
  s: 1000,
  초: 1000,
  minute: 60_000,
  m: 60_000,
  분: 60_000,
  hour: 3_600_000,
  h: 3_600_000,
  시간: 3_600_000,
  day: 86_400_000,
  d: 86_400_000,
  일: 86_400_000,
};

/** `5 seconds`, `1 minute 30 seconds`, `90s`, `1h`. */
export const DURATION_PATTERN =
  /\d+(?:\.\d+)? (?:millisecond|second|minute|hour|day)s?(?: \d+ (?:second|minute|hour)s?)*|(?:\d+(?:ms|s|m|h|d))+/;

/** `5초`, `1분 30초`, `2시간`. */
export const KOREAN_DURATION_PATTERN =
  /\d+(?:\.\d+)?(?:밀리초|초|분|시간|일)(?: \d+(?:초|분|시간))*/;

/** Reads a span of time in either language, in milliseconds. */
export function parseDuration(text: string): Duration {
  let total = 0;
  const parts = text.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+|밀리초|초|분|시간|일)/g);
  for (const [, number = '0', unit = ''] of parts) {
    total += Number(number) * (UNITS[unit] ?? UNITS[unit.replace(/s$/, '')] ?? Number.NaN);
  }
  if (Number.isNaN(total)) throw new Error(`"${text}" is no span of time`);
  // 1.001 s are 1000.9999999999999 ms to a computer
  return Math.round(total * 1000) / 1000;
}

/** A span as people say it: `1m30s`, `0.1s`. */
export function formatDuration(ms: Duration): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = Math.round((ms % 60_000) / 10) / 100;
  const parts = [hours > 0 ? `${hours}h` : '', minutes > 0 ? `${minutes}m` : ''];
  if (seconds > 0 || ms < 60_000) parts.push(`${seconds}s`);
  return parts.join('');
}
