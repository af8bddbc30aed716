import { conditionOf } from '../api/condition';
import { isActive, isReady, isScheduled } from '../api/core/pod-states';
import { keyOf } from '../api/object';
import type { Pod } from '../api/schema/objects';
import { parseTimestamp } from '../api/timestamp';
import type { Env } from '../runtime/env';
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
  let most = 0;
  for (const { restartCount } of pod.status.containerStatuses ?? []) {
    if (restartCount > most) most = restartCount;
  }
  return most;
}

function deletionCost(pod: Pod): number {
  const cost = Number(
    pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? 0,
  );
  return Number.isInteger(cost) ? cost : 0;
}

/** The power of two of an age in nanoseconds. upstream: LogarithmicScaleDown */
function ageClass(since: Time, now: Time): number {
  const age = (now - since) * 1e6;
  return age <= 0 ? -1 : Math.floor(Math.log2(age));
}

/** All that counts when Pods are given up, read once for each. */
interface Standing {
  readonly pod: Pod;
  /** Lower goes first, part by part. */
  readonly order: readonly number[];
}

/**
 * Unassigned goes first, then pending, unready, cheap to delete, on a crowded node, ready for a shorter time,
 * restarted more often, younger; ages count by powers of two.
 */
function standing(env: Env, pod: Pod, crowd: ReadonlyMap<string, number>): Standing {
  const { now } = env.loop;
  const ready = isReady(pod);
  const order = [
    isScheduled(pod) ? 1 : 0,
    PHASES[pod.status.phase ?? ''] ?? 0,
    ready ? 1 : 0,
    env.features.PodDeletionCost ? deletionCost(pod) : 0,
    -(crowd.get(pod.spec.nodeName ?? '') ?? 0),
    ready ? ageClass(readySince(pod), now) : 0,
    -restarts(pod),
    ageClass(parseTimestamp(pod.metadata.creationTimestamp), now),
    env.chance?.turnOf(keyOf(pod)) ?? 0,
  ];
  return { pod, order };
}

function compare(a: Standing, b: Standing): number {
  for (let i = 0; i < a.order.length; i++) {
    const difference = (a.order[i] ?? 0) - (b.order[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1;
}

/** The Pods in the order in which they are given up. upstream: controller_utils, ActivePodsWithRanks */
export function inOrderOfDeletion(
  env: Env,
  pods: readonly Pod[],
  crowd: ReadonlyMap<string, number>,
): Pod[] {
  return pods
    .map((pod) => standing(env, pod, crowd))
    .sort(compare)
    .map(({ pod }) => pod);
}
