import { scaledValue } from '../../api/percent';
import type { Deployment, ReplicaSet } from '../../api/schema/objects';

/** How many Pods a rolling update may have too many, and too few. */
export interface Bounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Rounds surge up and unavailability down; when both come out as nothing, one may be unavailable. upstream: ResolveFenceposts */
export function boundsOf(
  replicas: number,
  surge: number | string | undefined,
  unavailable: number | string | undefined,
): Bounds {
  const maxSurge = scaledValue(surge, replicas, 'up') ?? 0;
  const maxUnavailable = scaledValue(unavailable, replicas, 'down') ?? 0;
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable };
}

/** The bounds of a Deployment; a recreated one has none, an empty one may be all unavailable. */
export function deploymentBounds({ spec }: Deployment): Bounds {
  const replicas = spec.replicas ?? 1;
  if (spec.strategy?.type !== 'RollingUpdate' || replicas === 0)
    return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate ?? {};
  const bounds = boundsOf(replicas, maxSurge, maxUnavailable);
  return { ...bounds, maxUnavailable: Math.min(bounds.maxUnavailable, replicas) };
}

/** The surge of a Deployment by the strategy that it has, whatever its size. */
export function surgeOf(deployment: Deployment): number {
  const { strategy, replicas = 1 } = deployment.spec;
  if (strategy?.type !== 'RollingUpdate') return 0;
  const { maxSurge, maxUnavailable } = strategy.rollingUpdate ?? {};
  return boundsOf(replicas, maxSurge, maxUnavailable).maxSurge;
}

export const wished = (set: ReplicaSet): number => set.spec.replicas ?? 1;

export function sum(
  sets: readonly ReplicaSet[],
  pick: (set: ReplicaSet) => number | undefined,
): number {
  return sets.reduce((total, set) => total + (pick(set) ?? 0), 0);
}

/** How far the new set may grow now: up to the surge over all sets. upstream: NewRSNewReplicas */
export function newSetSize(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  current: number,
): number {
  const replicas = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type !== 'RollingUpdate') return replicas;
  const most = replicas + surgeOf(deployment);
  const total = sum(all, wished);
  if (total >= most) return current;
  return current + Math.min(most - total, replicas - current);
}

/** How many Pods the old sets may give up without breaking the bound. upstream: reconcileOldReplicaSets */
export function oldSetsSurplus(
  total: number,
  replicas: number,
  maxUnavailable: number,
  newUnavailable: number,
): number {
  return total - (replicas - maxUnavailable) - newUnavailable;
}

/** A set's share of a change of size, in proportion to what it was of the whole. upstream: GetReplicaSetProportion */
export function proportionOf(
  set: { readonly replicas: number; readonly maxReplicas: number },
  deployment: { readonly replicas: number; readonly maxReplicas: number },
  toAdd: number,
  added: number,
): number {
  if (set.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const allowed = toAdd - added;
  const fraction =
    deployment.replicas === 0
      ? -set.replicas
      : Math.round((set.replicas * deployment.maxReplicas) / set.maxReplicas) - set.replicas;
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}
