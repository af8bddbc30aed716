import { Deployments } from '../../api/apps/deployment';
import { conditionOf } from '../../api/condition';
import type { FeatureGates } from '../../api/features/feature-gates';
import { deepEqual } from '../../api/object';
import type {
  Deployment,
  DeploymentCondition,
  DeploymentStatus,
  ReplicaSet,
} from '../../api/schema/objects';
import { parseTimestamp, timestamp } from '../../api/timestamp';
import type { Again } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import type { Time } from '../../sim/loop';
import { deploymentBounds, sum, wished } from './arithmetic';
import { condition, setCondition, withoutCondition } from './conditions';
import { allSets, type Rollout } from './sets';

const AVAILABLE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';

/** The counters and the condition Available, from the sets' status. upstream: calculateStatus */
export function statusOf(rollout: Rollout, now: Time, features: FeatureGates): DeploymentStatus {
  const { deployment, newSet } = rollout;
  const sets = allSets(rollout);
  const available = sum(sets, ({ status }) => status.availableReplicas);
  const replicas = sum(sets, ({ status }) => status.replicas);
  const ready = sum(sets, ({ status }) => status.readyReplicas);
  const updated = newSet?.status.replicas ?? 0;
  const unavailable = Math.max(0, sum(sets, wished) - available);
  const least = (deployment.spec.replicas ?? 1) - deploymentBounds(deployment).maxUnavailable;
  const isEnough = available >= least;
  const conditions = setCondition(
    deployment.status.conditions ?? [],
    isEnough
      ? condition(
          'Available',
          'True',
          'MinimumReplicasAvailable',
          'Deployment has minimum availability.',
          now,
        )
      : condition(
          'Available',
          'False',
          'MinimumReplicasUnavailable',
          'Deployment does not have minimum availability.',
          now,
        ),
  );
  const { generation } = deployment.metadata;
  const { collisionCount } = deployment.status;
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    ...(replicas > 0 ? { replicas } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(available > 0 ? { availableReplicas: available } : {}),
    ...(unavailable > 0 ? { unavailableReplicas: unavailable } : {}),
    ...(features.DeploymentReplicaSetTerminatingReplicas ? leavingOf(sets) : {}),
    conditions,
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

/** How many Pods are on their way out; nothing as long as a set does not tell. */
function leavingOf(sets: readonly ReplicaSet[]): Pick<DeploymentStatus, 'terminatingReplicas'> {
  if (sets.some(({ status }) => status.terminatingReplicas === undefined)) return {};
  return { terminatingReplicas: sum(sets, ({ status }) => status.terminatingReplicas) };
}

/** True when all Pods are new and available. upstream: DeploymentComplete */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = deployment.spec.replicas ?? 1;
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

// upstream: DeploymentProgressing
function isProgressing({ status: old }: Deployment, status: DeploymentStatus): boolean {
  const outdated = (s: DeploymentStatus) => (s.replicas ?? 0) - (s.updatedReplicas ?? 0);
  return (
    (status.updatedReplicas ?? 0) > (old.updatedReplicas ?? 0) ||
    outdated(status) < outdated(old) ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

function deadlineOf(
  deployment: Deployment,
  known: DeploymentCondition | undefined,
): Time | undefined {
  const seconds = deployment.spec.progressDeadlineSeconds;
  if (seconds === undefined || known?.lastUpdateTime === undefined || known.lastUpdateTime === null)
    return undefined;
  return parseTimestamp(known.lastUpdateTime) + seconds * 1000;
}

function isTimedOut(deployment: Deployment, status: DeploymentStatus, now: Time): boolean {
  const known = conditionOf(status.conditions, 'Progressing');
  if (known === undefined || known.reason === AVAILABLE) return false;
  if (known.reason === TIMED_OUT) return true;
  const deadline = deadlineOf(deployment, known);
  return deadline !== undefined && deadline < now;
}

/** The condition Progressing, by what has happened since the last status. */
function progressOf(
  rollout: Rollout,
  status: DeploymentStatus,
  now: Time,
): readonly DeploymentCondition[] {
  const { deployment, newSet } = rollout;
  const conditions = status.conditions ?? [];
  const known = conditionOf(deployment.status.conditions, 'Progressing');
  const who =
    newSet === undefined
      ? `Deployment "${deployment.metadata.name}"`
      : `ReplicaSet "${newSet.metadata.name}"`;
  const isDone =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && known?.reason === AVAILABLE;
  if (isDone) return conditions;
  if (isComplete(deployment, status)) {
    return setCondition(
      conditions,
      condition('Progressing', 'True', AVAILABLE, `${who} has successfully progressed.`, now),
    );
  }
  if (isProgressing(deployment, status)) {
    const next = condition(
      'Progressing',
      'True',
      'ReplicaSetUpdated',
      `${who} is progressing.`,
      now,
    );
    const since = known?.status === 'True' ? (known.lastTransitionTime ?? null) : timestamp(now);
    return [...withoutCondition(conditions, 'Progressing'), { ...next, lastTransitionTime: since }];
  }
  if (isTimedOut(deployment, status, now)) {
    return setCondition(
      conditions,
      condition('Progressing', 'False', TIMED_OUT, `${who} has timed out progressing.`, now),
    );
  }
  return conditions;
}

function failureOf(
  sets: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
): DeploymentCondition | undefined {
  for (const set of newSet === undefined ? sets : [newSet, ...sets]) {
    const found = conditionOf(set.status.conditions, 'ReplicaFailure');
    if (found === undefined) continue;
    const { status, reason = '', message = '', lastTransitionTime = null } = found;
    return {
      type: 'ReplicaFailure',
      status,
      reason,
      message,
      lastTransitionTime,
      lastUpdateTime: lastTransitionTime,
    };
  }
  return undefined;
}

/** Writes the status of a rollout, if it changed, and comes back at the progress deadline. upstream: syncRolloutStatus */
export function* syncRolloutStatus(env: Env, rollout: Rollout): Look<Again | undefined> {
  const { deployment, newSet } = rollout;
  const { now } = env.loop;
  const status = statusOf(rollout, now, env.features);
  let conditions = status.conditions ?? [];
  if (deployment.spec.progressDeadlineSeconds === undefined) {
    conditions = withoutCondition(conditions, 'Progressing');
  } else conditions = progressOf(rollout, status, now);
  const failure = failureOf(allSets(rollout), newSet);
  conditions =
    failure === undefined
      ? withoutCondition(conditions, 'ReplicaFailure')
      : setCondition(conditions, failure);
  const next = { ...status, conditions };
  if (deepEqual(next, deployment.status)) return untilDeadline(env, deployment);
  yield* request(() => env.api.updateStatus(Deployments, { ...deployment, status: next }));
  return undefined;
}

/** Writes the status of a Deployment that is scaled or paused, if it changed. upstream: syncDeploymentStatus */
export function* syncStatus(env: Env, rollout: Rollout): Look {
  const status = statusOf(rollout, env.loop.now, env.features);
  if (deepEqual(status, rollout.deployment.status)) return;
  yield* request(() => env.api.updateStatus(Deployments, { ...rollout.deployment, status }));
}

// upstream: requeueStuckDeployment
function untilDeadline(env: Env, deployment: Deployment): Again | undefined {
  const known = conditionOf(deployment.status.conditions, 'Progressing');
  if (known === undefined || known.reason === TIMED_OUT || known.reason === AVAILABLE)
    return undefined;
  if (known.status !== 'True' || isComplete(deployment, deployment.status)) return undefined;
  const deadline = deadlineOf(deployment, known);
  return deadline === undefined
    ? undefined
    : { requeueAfter: Math.max(0, deadline - env.loop.now) + 1000 };
}
