import type { Kind } from '../kind';
import { countOf } from './amounts';
import type { Evaluator } from './evaluator';

/** Kinds that had a resource name of their own before `count/…` was there. */
const OWN_NAMES = new Set(['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets']);

/** `count/pods`, `count/deployments.apps` */
export function countName(kind: Kind): string {
  return `count/${kind.id}`;
}

/** Any kind in a namespace can be counted. upstream: generic NewObjectCountEvaluator */
export function objectCount(kind: Kind): Evaluator {
  const names = OWN_NAMES.has(kind.id) ? [countName(kind), kind.id] : [countName(kind)];
  const usage = new Map(names.map((name) => [name, countOf(1)]));
  return {
    chargesUpdates: false,
    covers: (resource) => usage.has(resource),
    usage: () => usage,
  };
}
