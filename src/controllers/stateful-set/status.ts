import { REVISION_LABEL, StatefulSets } from '../../api/apps/stateful-set';
import { isAvailable, isReady, isTerminating } from '../../api/core/pod-states';
import { deepEqual } from '../../api/object';
import type {
  ControllerRevision,
  Pod,
  StatefulSet,
  StatefulSetStatus,
} from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';

/** Running and ready; on its way out it may still be. */
export function isHealthy(pod: Pod): boolean {
  return pod.status.phase === 'Running' && isReady(pod);
}

/** Healthy for long enough, and not on its way out. */
export function isInService(set: StatefulSet, pod: Pod, now: Time): boolean {
  return (
    !isTerminating(pod) && isHealthy(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, now)
  );
}

export const revisionOf = (pod: Pod): string | undefined => pod.metadata.labels?.[REVISION_LABEL];

/** A StatefulSet with its revisions and Pods, as one look finds them. */
export interface View {
  readonly set: StatefulSet;
  readonly pods: readonly Pod[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** Counts the Pods. upstream: computeReplicaStatus */
export function statusOf(
  { set, pods, current, update, collisionCount }: View,
  now: Time,
): StatefulSetStatus {
  const minReady = set.spec.minReadySeconds ?? 0;
  let [ready, available, ofCurrent, updated] = [0, 0, 0, 0];
  for (const pod of pods) {
    if (isHealthy(pod)) {
      ready++;
      if (isAvailable(pod, minReady, now)) available++;
    }
    if (isTerminating(pod)) continue;
    const revision = revisionOf(pod);
    if (revision === current.metadata.name) ofCurrent++;
    if (revision === update.metadata.name) updated++;
  }
  const { generation } = set.metadata;
  const { conditions } = set.status;
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    replicas: pods.length,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(ofCurrent > 0 ? { currentReplicas: ofCurrent } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
    ...(conditions === undefined ? {} : { conditions }),
    availableReplicas: available,
  };
}

/** One Pod fewer of the current revision: it was just deleted for the update. */
export function lessCurrent(status: StatefulSetStatus, count: number): StatefulSetStatus {
  const { currentReplicas = 0, ...rest } = status;
  const left = currentReplicas - count;
  return left > 0 ? { ...rest, currentReplicas: left } : rest;
}

/** When all Pods are updated and ready, the update is the current revision. upstream: completeRollingUpdate */
export function completed(set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  const wanted = set.spec.replicas ?? 1;
  const { updatedReplicas = 0, readyReplicas = 0, replicas, updateRevision } = status;
  const isDone =
    set.spec.updateStrategy?.type === 'RollingUpdate' &&
    updatedReplicas === wanted &&
    readyReplicas === wanted &&
    replicas === wanted;
  if (!isDone || updateRevision === undefined) return status;
  return {
    ...status,
    ...(updatedReplicas > 0 ? { currentReplicas: updatedReplicas } : {}),
    currentRevision: updateRevision,
  };
}

/** Writes the status if it changed; a count never goes backwards to an older generation. */
export function writeStatus(env: Env, set: StatefulSet, status: StatefulSetStatus): void {
  const next = completed(set, status);
  if (!deepEqual(next, set.status)) env.api.updateStatus(StatefulSets, { ...set, status: next });
}
