import type { ReplicaSet } from '../../api/schema/objects';
import type { Again } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import { deploymentBounds, newSetSize, oldSetsSurplus, sum, wished } from './arithmetic';
import { cleanUp } from './history';
import { allSets, isSizeable, type Rollout, scaleSet, sortSets, syncNewSet } from './sets';
import { isComplete, syncRolloutStatus } from './status';

/** One step of a rolling update: grow the new set, else shrink the old ones. upstream: rolloutRolling */
export function rollingUpdate(env: Env, found: Rollout): Again | undefined {
  const rollout = syncNewSet(env, found, true);
  const grown = growNewSet(env, rollout) ?? shrinkOldSets(env, rollout);
  if (grown !== undefined) return syncRolloutStatus(env, grown);
  if (isComplete(rollout.deployment, rollout.deployment.status)) cleanUp(env, rollout);
  return syncRolloutStatus(env, rollout);
}

/** The rollout after the new set was scaled; undefined when it has its size. */
function growNewSet(env: Env, rollout: Rollout): Rollout | undefined {
  const { deployment, newSet } = rollout;
  if (newSet === undefined) return undefined;
  const replicas = deployment.spec.replicas ?? 1;
  const current = wished(newSet);
  if (current === replicas) return undefined;
  const size = current > replicas ? replicas : newSetSize(deployment, allSets(rollout), current);
  if (size === current) return undefined;
  return { ...rollout, newSet: scaleSet(env, deployment, newSet, size) };
}

/** The rollout after old sets gave up Pods; undefined when they may not, or have none. */
function shrinkOldSets(env: Env, rollout: Rollout): Rollout | undefined {
  const { deployment, newSet } = rollout;
  if (newSet === undefined) return undefined;
  const old = rollout.oldSets.filter(isSizeable);
  if (old.length === 0) return undefined;
  const replicas = deployment.spec.replicas ?? 1;
  const { maxUnavailable } = deploymentBounds(deployment);
  const newUnavailable = wished(newSet) - (newSet.status.availableReplicas ?? 0);
  const total = sum(allSets(rollout), wished);
  const surplus = oldSetsSurplus(total, replicas, maxUnavailable, newUnavailable);
  if (surplus <= 0) return undefined;
  const cleaned = cleanUpUnhealthy(env, rollout, old, surplus);
  const shrunk = shrinkHealthy(
    env,
    { ...rollout, oldSets: cleaned.sets },
    replicas - maxUnavailable,
  );
  if (cleaned.count + shrunk.count === 0) return undefined;
  return sortSets(deployment, [
    ...shrunk.sets,
    newSet,
    ...rollout.oldSets.filter((s) => !isSizeable(s)),
  ]);
}

interface Shrunk {
  readonly sets: readonly ReplicaSet[];
  readonly count: number;
}

/** Pods that are not available go first: they serve nobody. upstream: cleanupUnhealthyReplicas */
function cleanUpUnhealthy(
  env: Env,
  { deployment }: Rollout,
  old: readonly ReplicaSet[],
  most: number,
): Shrunk {
  let count = 0;
  const sets = old.map((set) => {
    const unhealthy = wished(set) - (set.status.availableReplicas ?? 0);
    const less = Math.min(most - count, unhealthy);
    if (less <= 0) return set;
    count += less;
    return scaleSet(env, deployment, set, wished(set) - less);
  });
  return { sets, count };
}

/** Available Pods go as far as enough remain. upstream: scaleDownOldReplicaSetsForRollingUpdate */
function shrinkHealthy(env: Env, rollout: Rollout, least: number): Shrunk {
  const available = sum(allSets(rollout), ({ status }) => status.availableReplicas);
  let left = available - least;
  let count = 0;
  const sets = rollout.oldSets.map((set) => {
    const less = Math.min(left, wished(set));
    if (less <= 0) return set;
    left -= less;
    count += less;
    return scaleSet(env, rollout.deployment, set, wished(set) - less);
  });
  return { sets, count };
}
