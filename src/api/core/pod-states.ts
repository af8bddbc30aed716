import type { Time } from '../../sim/loop';
import { conditionOf, isTrue } from '../condition';
import { milliValue, wholeValue } from '../quantity';
import type { Pod, PodSpec } from '../schema/objects';
import { parseTimestamp } from '../timestamp';

export const isReady = (pod: Pod): boolean => isTrue(pod.status.conditions, 'Ready');
export const isTerminating = (pod: Pod): boolean => pod.metadata.deletionTimestamp !== undefined;
export const isFinished = (pod: Pod): boolean =>
  pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
/** On its way out, and not through yet. upstream: controller.IsPodTerminating */
export const isLeaving = (pod: Pod): boolean => isTerminating(pod) && !isFinished(pod);
/** Neither terminating nor finished. */
export const isActive = (pod: Pod): boolean => !isTerminating(pod) && !isFinished(pod);
export const isScheduled = (pod: Pod): boolean => (pod.spec.nodeName ?? '') !== '';
export const isRunning = (pod: Pod): boolean =>
  pod.status.phase === 'Running' && !isTerminating(pod);
export const isPending = (pod: Pod): boolean =>
  pod.status.phase === 'Pending' && !isTerminating(pod);

/** Ready for at least `minReadySeconds` by `now`. upstream: podutil.IsPodAvailable */
export function isAvailable(pod: Pod, minReadySeconds: number, now: Time): boolean {
  const ready = conditionOf(pod.status.conditions, 'Ready');
  if (ready?.status !== 'True') return false;
  if (minReadySeconds === 0) return true;
  const since = ready.lastTransitionTime;
  if (since === undefined || since === null) return false;
  return parseTimestamp(since) + minReadySeconds * 1000 <= now;
}

/** Guaranteed, Burstable or BestEffort. upstream: qos.ComputePodQOS */
export function qosClass(spec: PodSpec): string {
  let requested = false;
  let guaranteed = true;
  for (const { resources } of [...(spec.initContainers ?? []), ...spec.containers]) {
    for (const name of ['cpu', 'memory']) {
      const read = name === 'cpu' ? milliValue : wholeValue;
      const request = read(resources?.requests?.[name] ?? '0');
      const limit = read(resources?.limits?.[name] ?? '0');
      if (request > 0 || limit > 0) requested = true;
      if (limit === 0 || request !== limit) guaranteed = false;
    }
  }
  if (!requested) return 'BestEffort';
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
