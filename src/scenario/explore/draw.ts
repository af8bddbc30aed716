import { Random } from '../../sim/random';
import type { Activity } from './activity';
import { explorables, type Family } from './faults';
import type { Injection, Plan, Script } from './plan';

/** How many faults a run has: none now and then, for what the order alone may break. */
const COUNTS = [0, 1, 1, 1, 2, 2, 3];

/** The run of a seed: all steps in an order of the seed's, with faults that the seed draws. */
export function planOf(
  seed: number,
  script: Script,
  activity: Activity,
  faults: readonly Family[],
): Plan {
  const chance = new Random(seed).stream('explore');
  const known = explorables.filter(({ family }) => faults.includes(family));
  const injections: Injection[] = [];
  for (let left = known.length === 0 ? 0 : chance.pick(COUNTS); left > 0; left--) {
    const drawn = chance.pick(known).draw(chance, activity);
    if (drawn !== undefined) injections.push(drawn);
  }
  return { seed, shuffle: true, steps: script.steps.map((_, index) => index), injections };
}
