import { Deployments } from '../../api/apps/deployment';
import { ReplicaSets } from '../../api/apps/replica-set';
import { conditionOf } from '../../api/condition';
import { Pods } from '../../api/core/pod';
import { controllerOf, joinKey } from '../../api/object';
import type { Deployment, Pod } from '../../api/schema/objects';
import {
  type Again,
  type Controller,
  NO_KEYS,
  ownedBy,
  type Watch,
} from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { claim, indexByController, orphansOf } from '../ownership';
import { withCondition } from './conditions';
import { recreate } from './recreate';
import { rollingUpdate } from './rolling';
import { isScaled, scaleOnly } from './scaling';
import { sortSets, syncNewSet } from './sets';
import { syncStatus } from './status';

/** The last Pod of a recreated Deployment's old sets makes way for the new ones. */
const lastPods: Watch<Pod> = {
  kind: Pods,
  keys(env, { type, object, old }) {
    const ended =
      type === 'DELETED' || (old !== undefined && object.status.phase !== old.status.phase);
    if (!ended) return NO_KEYS;
    const { namespace } = object.metadata;
    const set = env.cache.informer(ReplicaSets).find(namespace, controllerOf(object)?.name ?? '');
    const owner = set === undefined ? undefined : controllerOf(set);
    if (owner?.kind !== 'Deployment') return NO_KEYS;
    const deployment = env.cache.informer(Deployments).find(namespace, owner.name);
    const isRecreated = deployment?.spec.strategy?.type === 'Recreate';
    return isRecreated ? [joinKey(namespace, owner.name)] : NO_KEYS;
  },
};

/** Says in the status that the rollout was paused or resumed. upstream: checkPausedConditions */
function* markPaused(env: Env, deployment: Deployment): Look<Deployment> {
  if (deployment.spec.progressDeadlineSeconds === undefined) return deployment;
  const known = conditionOf(deployment.status.conditions, 'Progressing');
  if (known?.reason === 'ProgressDeadlineExceeded') return deployment;
  const isMarked = known?.reason === 'DeploymentPaused';
  const isPaused = deployment.spec.paused === true;
  if (isMarked === isPaused) return deployment;
  const [reason, message] = isPaused
    ? (['DeploymentPaused', 'Deployment is paused'] as const)
    : (['DeploymentResumed', 'Deployment is resumed'] as const);
  const next = withCondition(deployment, 'Progressing', 'Unknown', reason, message, env.loop.now);
  yield* request(() => env.api.updateStatus(Deployments, next));
  return next;
}

/** Rolls a Deployment's template out through ReplicaSets. upstream: pkg/controller/deployment */
export const deploymentController: Controller<Deployment> = {
  name: 'deployment-controller',
  reconciles: Deployments,
  watches: [ownedBy(ReplicaSets, Deployments), orphansOf(ReplicaSets, Deployments), lastPods],
  prepare(env) {
    indexByController(env, ReplicaSets);
    indexByController(env, Pods);
  },
  *reconcile(env, found): Look<Again | undefined> {
    if (found === undefined) return undefined;
    const sets = claim(env, found, ReplicaSets);
    if (found.metadata.deletionTimestamp !== undefined) {
      yield* syncStatus(env, sortSets(found, sets));
      return undefined;
    }
    const deployment = yield* markPaused(env, found);
    const rollout = sortSets(deployment, sets);
    if (deployment.spec.paused === true) return yield* scaleOnly(env, rollout);
    if (isScaled(rollout)) {
      return yield* scaleOnly(env, yield* syncNewSet(env, rollout, false));
    }
    return deployment.spec.strategy?.type === 'Recreate'
      ? yield* recreate(env, rollout)
      : yield* rollingUpdate(env, rollout);
  },
};
