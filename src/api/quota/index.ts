import type { Time } from '../../sim/loop';
import { Events } from '../core/event';
import { Pods } from '../core/pod';
import { Services } from '../core/service';
import type { Kind } from '../kind';
import type { KubeObject } from '../object';
import type { ResourceQuota, ScopedResourceSelectorRequirement } from '../schema/objects';
import { type Amounts, countOf, pick, sumOf } from './amounts';
import type { Evaluator } from './evaluator';
import { objectCount } from './object-count';
import { claimEvaluator } from './persistent-volume-claims';
import { podEvaluator } from './pods';
import { serviceEvaluator } from './services';

const OWN: Readonly<Record<string, Evaluator>> = {
  [Pods.id]: podEvaluator,
  [Services.id]: serviceEvaluator,
  persistentvolumeclaims: claimEvaluator,
};

const counters = new Map<string, Evaluator>();

/** How objects of a kind are charged; undefined for what no quota counts: Events, and what has no namespace. */
export function evaluatorOf(kind: Kind): Evaluator | undefined {
  if (!kind.namespaced || kind.id === Events.id) return undefined;
  const own = OWN[kind.id];
  if (own !== undefined) return own;
  const known = counters.get(kind.id) ?? objectCount(kind);
  counters.set(kind.id, known);
  return known;
}

/** The scopes of a quota, those without an operator as those that must exist. */
export function scopesOf({ spec }: ResourceQuota): ScopedResourceSelectorRequirement[] {
  const plain = (spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' }));
  return [...plain, ...(spec.scopeSelector?.matchExpressions ?? [])];
}

/** True when the object falls into every scope of the quota. */
export function isInScopes(
  evaluator: Evaluator,
  scopes: readonly ScopedResourceSelectorRequirement[],
  object: KubeObject,
): boolean {
  return scopes.every((scope) => evaluator.isIn?.(object, scope) === true);
}

/** What the objects in a quota's scopes use together of the resources that it names. */
export function usageOf(
  quota: ResourceQuota,
  objects: (kind: Kind) => Iterable<KubeObject>,
  kinds: readonly Kind[],
  now: Time,
): Amounts {
  const scopes = scopesOf(quota);
  const names = Object.keys(quota.spec.hard ?? {});
  let total: Amounts = new Map();
  for (const kind of kinds) {
    const evaluator = evaluatorOf(kind);
    const covered = names.filter((name) => evaluator?.covers(name) === true);
    if (evaluator === undefined || covered.length === 0) continue;
    total = sumOf(new Map(covered.map((name) => [name, countOf(0)])), total);
    for (const object of objects(kind)) {
      if (isInScopes(evaluator, scopes, object)) {
        total = sumOf(total, evaluator.usage(object, now));
      }
    }
  }
  return pick(total, (name) => names.includes(name));
}
