import { Pods } from '../api/core/pod';
import { isApiError } from '../api/errors';
import type { Pod, PodCondition, PodStatus } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Env } from '../runtime/env';
import type { PodInfo } from './pod-info';

interface Outcome {
  readonly reason: 'Unschedulable' | 'SchedulerError';
  readonly message: string;
  /** The node to wait for; '' to wait for none any more, undefined to leave that as it is. */
  readonly nominated: string | undefined;
}

/** The status with the condition in its place; its transition time moves only with its status. */
export function withCondition(
  status: PodStatus,
  condition: Omit<PodCondition, 'lastTransitionTime' | 'lastProbeTime'>,
  now: number,
): PodStatus {
  const conditions = status.conditions ?? [];
  const old = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime =
    old !== undefined && old.status === condition.status
      ? (old.lastTransitionTime ?? null)
      : timestamp(now);
  const full: PodCondition = { ...condition, lastProbeTime: null, lastTransitionTime };
  if (old === undefined) return { ...status, conditions: [...conditions, full] };
  return { ...status, conditions: conditions.map((c) => (c === old ? full : c)) };
}

/** Writes a change of the Pod's status, as a patch would; a Pod that is gone is left alone. */
export function patchStatus(env: Env, info: PodInfo, change: (pod: Pod) => PodStatus): void {
  const { namespace, name } = info;
  const pod = env.api.find(Pods, { namespace, name });
  if (pod === undefined || pod.metadata.uid !== info.uid) return;
  const status = change(pod);
  if (status !== pod.status) env.api.updateStatus(Pods, { ...pod, status });
}

/** Says in the Pod's status why it has no node. upstream: scheduler handleSchedulingFailure, updatePod */
export function setUnscheduled(env: Env, info: PodInfo, outcome: Outcome): void {
  try {
    patchStatus(env, info, (pod) => unscheduledStatus(pod, outcome, env.loop.now));
  } catch (error) {
    if (!isApiError(error)) throw error;
    env.note('retry', { key: info.key, reason: error.reason, message: error.message });
  }
}

function unscheduledStatus(pod: Pod, outcome: Outcome, now: number): PodStatus {
  const { status, metadata } = pod;
  const { reason, message, nominated } = outcome;
  const old = status.conditions?.find(({ type }) => type === 'PodScheduled');
  const before = status.nominatedNodeName ?? '';
  const after = nominated ?? before;
  const same = old?.status === 'False' && old.reason === reason && old.message === message;
  if (same && after === before) return status;
  const condition = {
    type: 'PodScheduled',
    ...(metadata.generation === undefined ? {} : { observedGeneration: metadata.generation }),
    status: 'False',
    reason,
    message,
  };
  const { nominatedNodeName: _, ...rest } = withCondition(status, condition, now);
  return after === '' ? rest : { ...rest, nominatedNodeName: after };
}
