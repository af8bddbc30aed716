import type { Activity } from './activity';
import { planOf } from './draw';
import type { Family } from './faults';
import type { Plan, Script } from './plan';
import { type Asking, type Broken, shrink } from './shrink';

/** What is looked for, and where. */
export interface Search {
  readonly script: Script;
  readonly activity: Activity;
  readonly faults: readonly Family[];
}

/** A run that breaks a claim or a law, and how small it became. */
export interface Finding {
  readonly found: Broken;
  readonly smallest: Broken;
  /** How many runs the shrinking took. */
  readonly runs: number;
}

/** Asks for the run of each seed until one fails; undefined when none does. */
export function* search(
  { script, activity, faults }: Search,
  seeds: Iterable<number>,
): Asking<Broken | undefined> {
  for (const seed of seeds) {
    const plan = planOf(seed, script, activity, faults);
    const outcome = yield plan;
    if (outcome.state === 'failed') return { plan, failure: outcome.failure };
  }
  return undefined;
}

/** Makes what was found as small as it gets. */
export function* reduce(found: Broken): Asking<Finding> {
  let runs = 0;
  const shrinking = shrink(found);
  let turn = shrinking.next();
  while (turn.done !== true) {
    runs++;
    turn = shrinking.next(yield turn.value);
  }
  return { found, smallest: turn.value, runs };
}

/** The scenario as it stands: every step, and nothing that goes wrong. */
export function plainPlan(script: Script, seed: number, shuffle: boolean): Plan {
  return { seed, shuffle, steps: script.steps.map((_, index) => index), injections: [] };
}
