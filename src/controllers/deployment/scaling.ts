import type { Deployment, ReplicaSet } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Look } from '../../runtime/look';
import { DESIRED, MAX } from './annotations';
import { proportionOf, sum, surgeOf, wished } from './arithmetic';
import { cleanUp } from './history';
import { allSets, isSizeable, type Rollout, scaleSet, syncNewSet } from './sets';
import { syncStatus } from './status';

/** True when a set remembers another size of its Deployment: somebody scaled it. upstream: isScalingEvent */
export function isScaled(rollout: Rollout): boolean {
  const replicas = rollout.deployment.spec.replicas ?? 1;
  return allSets(rollout).some((set) => {
    const desired = set.metadata.annotations?.[DESIRED];
    return isSizeable(set) && desired !== undefined && Number(desired) !== replicas;
  });
}

/** Scales a Deployment, in the middle of a rollout in proportion; a paused one does nothing else. upstream: sync */
export function* scaleOnly(env: Env, found: Rollout): Look<undefined> {
  const rollout = yield* syncNewSet(env, found, false);
  yield* scale(env, rollout);
  if (rollout.deployment.spec.paused === true) yield* cleanUp(env, rollout);
  yield* syncStatus(env, rollout);
  return undefined;
}

function isSaturated({ spec }: Deployment, set: ReplicaSet | undefined): boolean {
  if (set === undefined) return false;
  const replicas = spec.replicas ?? 1;
  return (
    wished(set) === replicas &&
    Number(set.metadata.annotations?.[DESIRED]) === replicas &&
    (set.status.availableReplicas ?? 0) === replicas
  );
}

/** The only set that has Pods, or the latest when none has; undefined when several have. */
function activeOrLatest({ newSet, oldSets }: Rollout): ReplicaSet | undefined {
  if (newSet === undefined && oldSets.length === 0) return undefined;
  const active = [...oldSets, ...(newSet === undefined ? [] : [newSet])].filter(isSizeable);
  if (active.length === 0) return newSet ?? oldSets[oldSets.length - 1];
  return active.length === 1 ? active[0] : undefined;
}

function* scale(env: Env, rollout: Rollout): Look {
  const { deployment } = rollout;
  const replicas = deployment.spec.replicas ?? 1;
  const only = activeOrLatest(rollout);
  if (only !== undefined) {
    if (wished(only) !== replicas) yield* scaleSet(env, deployment, only, replicas);
  } else if (isSaturated(deployment, rollout.newSet)) {
    for (const set of rollout.oldSets.filter(isSizeable)) yield* scaleSet(env, deployment, set, 0);
  } else if (deployment.spec.strategy?.type === 'RollingUpdate') {
    yield* scaleInProportion(env, rollout);
  }
}

/** Larger sets first; of equal ones the newer when growing, the older when shrinking. */
function bySize(isGrowing: boolean): (a: ReplicaSet, b: ReplicaSet) => number {
  return (a, b) => {
    const size = wished(b) - wished(a);
    if (size !== 0) return size;
    const newer = a.metadata.creationTimestamp > b.metadata.creationTimestamp ? -1 : 1;
    return isGrowing ? newer : -newer;
  };
}

function* scaleInProportion(env: Env, rollout: Rollout): Look {
  const { deployment } = rollout;
  const replicas = deployment.spec.replicas ?? 1;
  const maxReplicas = replicas > 0 ? replicas + surgeOf(deployment) : 0;
  const active = allSets(rollout).filter(isSizeable);
  const toAdd = maxReplicas - sum(active, wished);
  const sorted = [...active].sort(bySize(toAdd > 0));
  let added = 0;
  const sizes = sorted.map((set) => {
    const remembered = Number(set.metadata.annotations?.[MAX] ?? Number.NaN);
    const own = {
      replicas: wished(set),
      maxReplicas: remembered || deployment.status.replicas || 1,
    };
    const share = proportionOf(
      own,
      { replicas, maxReplicas: replicas + surgeOf(deployment) },
      toAdd,
      added,
    );
    added += share;
    return wished(set) + share;
  });
  for (const [index, set] of sorted.entries()) {
    const leftover = index === 0 && toAdd !== 0 ? toAdd - added : 0;
    const size = Math.max(0, (sizes[index] ?? 0) + leftover);
    yield* scaleSet(env, deployment, set, size);
  }
}
