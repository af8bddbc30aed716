import type { Duration } from '../../sim/loop';
import type { Io } from './io';

const UNITS = { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** How long `sleep` is told to sleep; undefined, with a word of it, when that is no time. */
export function sleepTime(args: readonly string[], io: Io): Duration | undefined {
  let total = 0;
  for (const arg of args) {
    const match = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(arg);
    if (arg === 'infinity' || arg === 'inf') total = Number.POSITIVE_INFINITY;
    else if (match === null) {
      io.err(`sleep: invalid number '${arg}'\n`);
      return undefined;
    } else total += Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  }
  if (args.length > 0) return total;
  io.err('sleep: missing operand\n');
  return undefined;
}
