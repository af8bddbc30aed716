import { Pods } from '../api/core/pod';
import type { Pod, PodStatus } from '../api/schema/objects';
import { timestamp } from '../api/timestamp';
import type { Env } from '../runtime/env';

/** Notes in a Pod's status why it is about to be disrupted; returns the stored Pod. */
export function markDisruption(
  env: Env,
  pod: Pod,
  reason: string,
  message: string,
  change: Partial<PodStatus> = {},
): Pod {
  const conditions = (pod.status.conditions ?? []).filter(
    ({ type }) => type !== 'DisruptionTarget',
  );
  const target = {
    type: 'DisruptionTarget',
    status: 'True',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: timestamp(env.loop.now),
  };
  const status = { ...pod.status, ...change, conditions: [...conditions, target] };
  return env.api.updateStatus(Pods, { ...pod, status });
}
