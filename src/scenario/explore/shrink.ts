import type { Failure, Injection, Outcome, Plan } from './plan';

/** So many runs a shrinking may take. */
const RUNS_MAX = 400;

/** A run that fails, and how. */
export interface Broken {
  readonly plan: Plan;
  readonly failure: Failure;
}

/** Asks for the outcome of one run after another. */
export type Asking<R> = Generator<Plan, R, Outcome>;

/**
 * Makes a run that fails as small as it gets while it fails in the same way: first the fewest faults, then the fewest
 * steps, then the plainest numbers. What would fail without any fault as well is no smaller one.
 */
export function* shrink(broken: Broken): Asking<Broken> {
  const shrinking = new Shrinking(broken);
  yield* shrinking.dropFaults();
  yield* shrinking.dropShuffle();
  yield* shrinking.dropSteps();
  yield* shrinking.dropFaults();
  yield* shrinking.simplify();
  return shrinking.best;
}

class Shrinking {
  best: Broken;
  private left = RUNS_MAX;

  constructor(broken: Broken) {
    const { plan, failure } = broken;
    const steps = plan.steps.filter((index) => index <= failure.step);
    this.best = { plan: { ...plan, steps }, failure };
  }

  *dropFaults(): Asking<void> {
    for (let i = this.best.plan.injections.length - 1; i >= 0; i--) {
      const { plan } = this.best;
      yield* this.accept({ ...plan, injections: without(plan.injections, i) });
    }
  }

  *dropShuffle(): Asking<void> {
    yield* this.accept({ ...this.best.plan, shuffle: false });
  }

  /** The last step first; the one that fails stays. */
  *dropSteps(): Asking<void> {
    for (let i = this.best.plan.steps.length - 2; i >= 0; i--) {
      const { plan } = this.best;
      const smaller = { ...plan, steps: without(plan.steps, i) };
      const plain: Plan = { ...smaller, injections: [], shuffle: false };
      if (isPlain(plan) || (yield* this.ask(plain)).state !== 'passed') continue;
      yield* this.accept(smaller);
    }
  }

  *simplify(): Asking<void> {
    for (let i = 0; i < this.best.plan.injections.length; i++) {
      for (let found = true; found; ) {
        found = false;
        const { plan } = this.best;
        for (const plainer of (plan.injections[i] as Injection).simpler()) {
          found = yield* this.accept({ ...plan, injections: plan.injections.with(i, plainer) });
          if (found) break;
        }
      }
    }
  }

  private *ask(plan: Plan): Asking<Outcome> {
    if (this.left-- <= 0) return { state: 'inapplicable' };
    return yield plan;
  }

  /** Takes the plan for the best when it fails in the same way. */
  private *accept(plan: Plan): Asking<boolean> {
    const outcome = yield* this.ask(plan);
    const { what } = this.best.failure;
    if (outcome.state !== 'failed' || outcome.failure.what !== what) return false;
    this.best = { plan, failure: outcome.failure };
    return true;
  }
}

function isPlain({ injections, shuffle }: Plan): boolean {
  return injections.length === 0 && !shuffle;
}

function without<T>(items: readonly T[], index: number): readonly T[] {
  return items.filter((_, i) => i !== index);
}
