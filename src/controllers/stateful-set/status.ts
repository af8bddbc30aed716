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
import { type Look, request } from '../../runtime/look';
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

/** A StatefulSet with its revisions, as one look finds them. */
export interface Revisions {
  readonly set: StatefulSet;
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

/** The same with its Pods. */
export interface View extends Revisions {
  readonly pods: readonly Pod[];
}

/** How many Pods there are, of each sort. */
export interface Counts {
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  /** By revision, those that are not on their way out. */
  readonly revisions: ReadonlyMap<string, number>;
}

/** Counts the Pods. upstream: computeReplicaStatus */
export function countPods({ set, pods }: View, now: Time): Counts {
  const minReady = set.spec.minReadySeconds ?? 0;
  const revisions = new Map<string, number>();
  let [ready, available] = [0, 0];
  for (const pod of pods) {
    if (isHealthy(pod)) {
      ready++;
      if (isAvailable(pod, minReady, now)) available++;
    }
    if (isTerminating(pod)) continue;
    const revision = revisionOf(pod) ?? '';
    revisions.set(revision, (revisions.get(revision) ?? 0) + 1);
  }
  return { replicas: pods.length, ready, available, revisions };
}

export function statusOf(
  { set, current, update, collisionCount }: Revisions,
  { replicas, ready, available, revisions }: Counts,
): StatefulSetStatus {
  const ofCurrent = revisions.get(current.metadata.name) ?? 0;
  const updated = revisions.get(update.metadata.name) ?? 0;
  const { generation } = set.metadata;
  const { conditions } = set.status;
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    replicas,
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
export function* writeStatus(env: Env, set: StatefulSet, status: StatefulSetStatus): Look {
  const next = completed(set, status);
  if (deepEqual(next, set.status)) return;
  yield* request(() => env.api.updateStatus(StatefulSets, { ...set, status: next }));
}
