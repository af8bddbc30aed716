import type { Duration } from '../sim/loop';
import { KOREAN_NUMBER_PATTERN, NUMBER_PATTERN, parseNumber } from './number-words';

const UNITS: Readonly<Record<string, Duration>> = {
  millisecond: 1,
  ms: 1,
  밀리초: 1,
  second: 1000,
  sec: 1000,
  s: 1000,
  초: 1000,
  minute: 60_000,
  min: 60_000,
  m: 60_000,
  분: 60_000,
  hour: 3_600_000,
  hr: 3_600_000,
  h: 3_600_000,
  시간: 3_600_000,
  day: 86_400_000,
  d: 86_400_000,
  일: 86_400_000,
  하루: 86_400_000,
  week: 604_800_000,
  주: 604_800_000,
};

const AMOUNT = `half an?|half a|an?|\\d+\\.\\d+|${NUMBER_PATTERN.source}`;
const UNIT = 'milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?';
const PART = `(?:${AMOUNT})(?: and a half)? (?:${UNIT})`;
const SHORT = String.raw`\d+(?:\.\d+)?(?:ms|s|m|h|d)`;

/** `5 seconds`, `1 minute 30 seconds`, `an hour and a half`, `90s`, `1h30m`. */
export const DURATION_PATTERN = new RegExp(
  `${PART}(?:(?:, | and |, and | )${PART})*(?: and a half)?|(?:${SHORT})+`,
);

const KOREAN_PART = String.raw`(?:(?:\d+\.\d+|반 ?|${KOREAN_NUMBER_PATTERN.source})(?:밀리초|초|분|시간|일|주)|하루)`;

/** `5초`, `1분 30초`, `두 시간 반`. */
export const KOREAN_DURATION_PATTERN = new RegExp(`${KOREAN_PART}(?: ?${KOREAN_PART})*(?: 반)?`);

/** A half, an amount with its unit, or the half that follows one; in either language. */
const TOKEN = new RegExp(
  [
    `(?<amount>${AMOUNT}|반|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?<more> and a half)?(?: |(?<=[0-9가-힣]))`,
    `(?<unit>${UNIT}|ms|s|m|h|d|밀리초|초|분|시간|일|주)(?![a-z])`,
    '|(?<day>하루)|(?<half>and a half|반)',
  ].join(''),
  'g',
);

function amountOf(text: string): number {
  if (text.startsWith('half') || text === '반') return 0.5;
  return text === 'a' || text === 'an' ? 1 : parseNumber(text);
}

/** Reads a span of time in either language, in milliseconds. */
export function parseDuration(text: string): Duration {
  let total = 0;
  let last: Duration = Number.NaN;
  for (const { groups = {} } of text.replaceAll(/(?<=[a-z])(?=\d)/g, ' ').matchAll(TOKEN)) {
    const { amount, more, unit, day } = groups;
    if (amount === undefined || unit === undefined) {
      if (day !== undefined) last = UNITS.하루 ?? Number.NaN;
      total += day === undefined ? last / 2 : last;
      continue;
    }
    last = UNITS[unit] ?? UNITS[unit.replace(/s$/, '')] ?? Number.NaN;
    total += (amountOf(amount) + (more === undefined ? 0 : 0.5)) * last;
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
