import type { Rejection, Verdict } from './framework';

/** How many nodes a plugin rejected in the same way. */
export interface Tally {
  readonly plugin: string;
  readonly rejection: Rejection;
  count: number;
}

/** Counts equal verdicts, in order of their first. Plugins share their rejections, so that this is cheap. */
export function tally(verdicts: readonly Verdict[]): Iterable<Tally> {
  const tallies = new Map<Rejection, Tally>();
  for (const { plugin, rejection } of verdicts) {
    const known = tallies.get(rejection);
    if (known === undefined) tallies.set(rejection, { plugin, rejection, count: 1 });
    else known.count++;
  }
  return tallies.values();
}
