import type { Duration } from '../sim/loop';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** A duration as Go writes it (`1h30m`, `90s`), in milliseconds; a text that says why it is none. */
export function parseGoDuration(text: string): Duration | string {
  const quoted = JSON.stringify(text);
  const match = /^([-+]?)((?:[0-9]*\.?[0-9]*[a-zµ]*)+)$/.exec(text);
  if (text === '0') return 0;
  if (match === null || !/[0-9]/.test(text)) return `time: invalid duration ${quoted}`;
  let total = 0;
  let rest = match[2] as string;
  while (rest !== '') {
    const part = /^([0-9]+\.?[0-9]*|\.[0-9]+)([a-zµ]*)/.exec(rest);
    if (part === null) return `time: invalid duration ${quoted}`;
    const unit = part[2] as string;
    if (unit === '') return `time: missing unit in duration ${quoted}`;
    const size = UNITS[unit];
    if (size === undefined)
      return `time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
    total += Number(part[1]) * size;
    rest = rest.slice(part[0].length);
  }
  return match[1] === '-' ? -total : total;
}

/** A duration as Go prints it: `1m30s`, `500ms`, `0s`. */
export function goDuration(ms: Duration): string {
  if (ms < 0) return `-${goDuration(-ms)}`;
  if (ms < 1000) return ms === 0 ? '0s' : `${ms}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = (ms % 60_000) / 1000;
  const parts = [];
  if (hours > 0) parts.push(`${hours}h`);
  if (hours > 0 || minutes > 0) parts.push(`${minutes}m`);
  parts.push(`${seconds}s`);
  return parts.join('');
}
