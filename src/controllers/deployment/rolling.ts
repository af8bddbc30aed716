import { ApiError } from '../../api/errors';
import type { ReplicaSet } from '../../api/schema/objects';
import type { Again } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import type { Look } from '../../runtime/look';
import { deploymentBounds, newSetSize, oldSetsSurplus, sum, wished } from './arithmetic';
import { cleanUp } from './history';
import { allSets, isSizeable, type Rollout, scaleSet, syncNewSet } from './sets';
import { isComplete, syncRolloutStatus } from './status';

/**
 * One step of a rolling update: grow the new set, else shrink the old ones. The status tells of the sizes before
 * the step, as upstream's does; the next look corrects it. upstream: rolloutRolling
 */
export function* rollingUpdate(env: Env, found: Rollout): Look<Again | undefined> {
  const rollout = yield* syncNewSet(env, found, true);
  const isStep = (yield* growNewSet(env, rollout)) || (yield* shrinkOldSets(env, rollout));
  if (!isStep && isComplete(rollout.deployment, rollout.deployment.status)) {
    yield* cleanUp(env, rollout);
  }
  return yield* syncRolloutStatus(env, rollout);
}

/** Scales the new set; false when it has its size. */
function* growNewSet(env: Env, rollout: Rollout): Look<boolean> {
  const { deployment, newSet } = rollout;
  if (newSet === undefined) return false;
  const replicas = deployment.spec.replicas ?? 1;
  const current = wished(newSet);
  if (current === replicas) return false;
  const size = current > replicas ? replicas : newSetSize(deployment, allSets(rollout), current);
  if (size === current) return false;
  yield* scaleSet(env, deployment, newSet, size);
  return true;
}

/** Lets old sets give up Pods; false when they may not, or have none. */
function* shrinkOldSets(env: Env, rollout: Rollout): Look<boolean> {
  const { deployment, newSet } = rollout;
  if (newSet === undefined) return false;
  const old = rollout.oldSets.filter(isSizeable);
  if (old.length === 0) return false;
  const replicas = deployment.spec.replicas ?? 1;
  const { maxUnavailable } = deploymentBounds(deployment);
  const newUnavailable = wished(newSet) - (newSet.status.availableReplicas ?? 0);
  const total = sum(allSets(rollout), wished);
  const surplus = oldSetsSurplus(total, replicas, maxUnavailable, newUnavailable);
  if (surplus <= 0) return false;
  const cleaned = yield* cleanUpUnhealthy(env, rollout, old, surplus);
  const left = { ...rollout, oldSets: cleaned.sets };
  const more = yield* shrinkHealthy(env, left, replicas - maxUnavailable);
  return cleaned.count + more > 0;
}

interface Shrunk {
  readonly sets: readonly ReplicaSet[];
  readonly count: number;
}

/** A set that was made smaller and whose status does not tell yet: nothing can be decided by it. */
function notYetCounted(set: ReplicaSet, unhealthy: number): ApiError {
  const { namespace, name } = set.metadata;
  const sizes = `${wished(set)} -> ${wished(set) - unhealthy}`;
  const why = `when cleaning up unhealthy replicas, got invalid request to scale down ${namespace}/${name} ${sizes}`;
  return new ApiError('InternalError', why);
}

/** Pods that are not available go first: they serve nobody. upstream: cleanupUnhealthyReplicas */
function* cleanUpUnhealthy(
  env: Env,
  { deployment }: Rollout,
  old: readonly ReplicaSet[],
  most: number,
): Look<Shrunk> {
  let count = 0;
  const sets: ReplicaSet[] = [];
  for (const set of old) {
    const unhealthy = wished(set) - (set.status.availableReplicas ?? 0);
    if (count < most && unhealthy < 0) throw notYetCounted(set, unhealthy);
    const less = Math.max(0, Math.min(most - count, unhealthy));
    count += less;
    sets.push(less === 0 ? set : yield* scaleSet(env, deployment, set, wished(set) - less));
  }
  return { sets, count };
}

/** Available Pods go as far as enough remain; how many went. upstream: scaleDownOldReplicaSetsForRollingUpdate */
function* shrinkHealthy(env: Env, rollout: Rollout, least: number): Look<number> {
  const available = sum(allSets(rollout), ({ status }) => status.availableReplicas);
  let left = available - least;
  let count = 0;
  for (const set of rollout.oldSets) {
    const less = Math.min(left, wished(set));
    if (less <= 0) continue;
    left -= less;
    count += less;
    yield* scaleSet(env, rollout.deployment, set, wished(set) - less);
  }
  return count;
}
