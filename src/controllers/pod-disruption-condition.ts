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
  const target = {
    type: 'DisruptionTarget',
    status: 'True',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: timestamp(env.loop.now),
  };
  return patchStatus(env, pod, { ...change, conditions: [target] });
}

/** Changes a part of a Pod's status, of this Pod as it is known. */
export function patchStatus(env: Env, { metadata }: Pod, status: object): Pod {
  const { uid, resourceVersion } = metadata;
  const patch = { metadata: { uid, resourceVersion }, status };
  return env.api.patch(Pods, metadata, patch, { type: 'strategic', subresource: 'status' });
}
