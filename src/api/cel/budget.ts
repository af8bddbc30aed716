import { EvaluationError } from '@marcbachmann/cel-js';
import type { Evaluator, Node, Scope } from './engine';
import { childrenOf } from './engine';

/** The most that one evaluation may cost. upstream: apis/cel, PerCallLimit */
const CALL_LIMIT = 1_000_000;
/** The most that all expressions of one policy may cost for a request. upstream: RuntimeCELCostBudget */
export const POLICY_BUDGET = 10_000_000;

let left = CALL_LIMIT;

/** Takes from what the running evaluation may still cost. An EvaluationError when nothing is left. */
export function spend(cost: number): void {
  left -= cost;
  if (left >= 0) return;
  throw new EvaluationError({
    code: 'cost_limit',
    message: 'operation cancelled: actual cost limit exceeded',
  });
}

/** Runs one evaluation with a budget of its own; `note` hears what it cost. */
export function limited<T>(run: () => T, note: (cost: number) => void): T {
  const before = left;
  left = CALL_LIMIT;
  try {
    return run();
  } finally {
    note(CALL_LIMIT - left);
    left = before;
  }
}

/** Makes each round of the loops below a node cost what stands in it; returns how much stands below the node. */
export function meter(node: Node): number {
  let size = 1;
  for (const child of childrenOf(node)) size += meter(child);
  if (node.op !== 'comprehension') return size;
  const { step } = node.args as { step: Node };
  const cost = sizeOf(step);
  const own = step.meta.evaluate;
  step.setMeta('evaluate', (evaluator: Evaluator, at: Node, scope: Scope) => {
    spend(cost);
    return own(evaluator, at, scope);
  });
  return size;
}

function sizeOf(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
}
