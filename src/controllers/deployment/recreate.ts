import { Pods } from '../../api/core/pod';
import { isFinished } from '../../api/core/pod-states';
import type { Again } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import type { Look } from '../../runtime/look';
import { wished } from './arithmetic';
import { cleanUp } from './history';
import { isSizeable, type Rollout, scaleSet, syncNewSet } from './sets';
import { isComplete, syncRolloutStatus } from './status';

/** One step of a recreation: all old Pods go before the first new one comes. upstream: rolloutRecreate */
export function* recreate(env: Env, found: Rollout): Look<Again | undefined> {
  let rollout = yield* syncNewSet(env, found, false);
  const { deployment } = rollout;
  if (rollout.oldSets.some(isSizeable)) {
    for (const set of rollout.oldSets) {
      if (isSizeable(set)) yield* scaleSet(env, deployment, set, 0);
    }
    return yield* syncRolloutStatus(env, rollout);
  }
  if (hasOldPods(env, rollout)) return yield* syncRolloutStatus(env, rollout);
  rollout = yield* syncNewSet(env, rollout, true);
  const replicas = rollout.deployment.spec.replicas ?? 1;
  if (rollout.newSet !== undefined && wished(rollout.newSet) !== replicas) {
    yield* scaleSet(env, rollout.deployment, rollout.newSet, replicas);
  }
  if (isComplete(rollout.deployment, rollout.deployment.status)) yield* cleanUp(env, rollout);
  return yield* syncRolloutStatus(env, rollout);
}

function hasOldPods(env: Env, { oldSets }: Rollout): boolean {
  const pods = env.cache.informer(Pods);
  for (const { metadata } of oldSets) {
    for (const pod of pods.by('controller', metadata.uid).values())
      if (!isFinished(pod)) return true;
  }
  return false;
}
