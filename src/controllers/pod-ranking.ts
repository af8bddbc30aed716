import { conditionOf } from '../api/condition';
import { isActive, isReady, isScheduled } from '../api/core/pod-states';
import type { Pod } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import type { Time } from '../sim/loop';

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/** How many of these Pods are active on each node: the more, the sooner one of them is given up. */
export function crowding(pods: Iterable<Pod>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pod of pods) {
    if (!isActive(pod)) continue;
    const node = pod.spec.nodeName ?? '';
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

function readySince(pod: Pod): Time {
  const ready = conditionOf(pod.status.conditions, 'Ready');
  if (ready?.status !== 'True' || !ready.lastTransitionTime) return 0;
  return parseTimestamp(ready.lastTransitionTime);
}

function restarts(pod: Pod): number {
  return Math.max(0, ...(pod.status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
}

function deletionCost(pod: Pod): number {
  const cost = Number(pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0);
  return Number.isInteger(cost) ? cost : 0;
}

/** The power of two of an age in nanoseconds. upstream: LogarithmicScaleDown */
function ageClass(since: Time, now: Time): number {
  const age = (now - since) * 1e6;
  return age <= 0 ? -1 : Math.floor(Math.log2(age));
}

function byUid(a: Pod, b: Pod): number {
  return a.metadata.uid < b.metadata.uid ? -1 : 1;
}

/**
 * Which of two Pods is deleted first: unassigned, pending, unready, cheap to delete, on a crowded node,
 * ready for a shorter time, restarted more often, younger. Ages count by powers of two.
 * upstream: controller_utils, ActivePodsWithRanks
 */
export function compareForDeletion(
  crowd: ReadonlyMap<string, number>,
  now: Time,
): (a: Pod, b: Pod) => number {
  const rank = (pod: Pod) => crowd.get(pod.spec.nodeName ?? '') ?? 0;
  return (a, b) => {
    if (isScheduled(a) !== isScheduled(b)) return isScheduled(a) ? 1 : -1;
    const phase = (PHASES[a.status.phase ?? ''] ?? 0) - (PHASES[b.status.phase ?? ''] ?? 0);
    if (phase !== 0) return phase;
    if (isReady(a) !== isReady(b)) return isReady(a) ? 1 : -1;
    const cost = deletionCost(a) - deletionCost(b);
    if (cost !== 0) return cost;
    const crowded = rank(b) - rank(a);
    if (crowded !== 0) return crowded;
    if (isReady(a) && isReady(b) && readySince(a) !== readySince(b)) {
      return ageClass(readySince(a), now) - ageClass(readySince(b), now) || byUid(a, b);
    }
    const restarted = restarts(b) - restarts(a);
    if (restarted !== 0) return restarted;
    const [born, other] = [a, b].map((pod) => parseTimestamp(pod.metadata.creationTimestamp));
    if (born !== other) return ageClass(born ?? 0, now) - ageClass(other ?? 0, now) || byUid(a, b);
    return byUid(a, b);
  };
}
