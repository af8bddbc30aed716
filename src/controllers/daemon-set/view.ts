import { REVISION_LABEL } from '../../api/apps/stateful-set';
import { isAvailable } from '../../api/core/pod-states';
import { scaledValue } from '../../api/percent';
import type { DaemonSet, Node, Pod } from '../../api/schema/objects';
import type { Time } from '../../sim/loop';

/** How many nodes a rollout may leave without an available Pod, and how many may have two. */
export interface Bounds {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** A DaemonSet, the nodes and its Pods on them, as one look finds them. */
export interface View {
  readonly set: DaemonSet;
  readonly nodes: readonly Node[];
  readonly pods: ReadonlyMap<string, readonly Pod[]>;
  /** The hash of the present template. */
  readonly hash: string;
  readonly bounds: Bounds;
  readonly now: Time;
  /** Which of Pods that may as well be given up goes first: the one with the lower number. */
  readonly turnOf: (pod: Pod) => number;
}

/** Percentages of the nodes that want a Pod, rounded up; when nothing remains, one may be unavailable. */
export function boundsOf({ spec }: DaemonSet, desired: number): Bounds {
  if (spec.updateStrategy?.type !== 'RollingUpdate') return { maxSurge: 0, maxUnavailable: 0 };
  const { maxSurge, maxUnavailable } = spec.updateStrategy.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, desired, 'up') ?? 0;
  const unavailable = scaledValue(maxUnavailable, desired, 'up') ?? 0;
  return surge === 0 && unavailable === 0
    ? { maxSurge: 0, maxUnavailable: 1 }
    : { maxSurge: surge, maxUnavailable: unavailable };
}

export function isUpdated({ hash }: View, { metadata }: Pod): boolean {
  return metadata.labels?.[REVISION_LABEL] === hash;
}

export function isInService({ set, now }: View, pod: Pod): boolean {
  return isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
}
