import { isIndexed } from '../../api/batch/job';
import { isActive, isFinished, isReady } from '../../api/core/pod-states';
import type { Job, Pod } from '../../api/schema/objects';
import type { Time } from '../../sim/loop';
import { type FailureRecord, recordAfter } from './back-off';
import { judge } from './failure-policy';
import { Indexes } from './indexes';
import { failuresBefore, indexOf, isFailed, isTracked } from './pods';

/** Ended Pods that are in the status already, though not in its counters. */
export interface Uncounted {
  readonly succeeded: ReadonlySet<string>;
  readonly failed: ReadonlySet<string>;
}

/** All that a look at a Job's Pods finds. */
export interface Survey {
  readonly job: Job;
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  /** On their way out, but not ended yet. */
  readonly terminating: number;
  readonly uncounted: Uncounted;
  readonly succeeded: number;
  readonly failed: number;
  /** Of an indexed Job: those in the status, and all there are by now. */
  readonly toldIndexes: Indexes;
  readonly completedIndexes: Indexes;
  /** Undefined when the Job has no back-off limit per index. */
  readonly failedIndexes: Indexes | undefined;
  /** Failed Pods that are kept until there is one in their place, by index. */
  readonly held: ReadonlyMap<number, Pod>;
  readonly backOff: FailureRecord;
}

/** Tracked Pods of which the status knows nothing yet. */
function fresh(job: Job, pods: readonly Pod[], known: ReadonlySet<string>): Pod[] {
  return pods.filter(
    (pod) =>
      isTracked(pod) &&
      !known.has(pod.metadata.uid) &&
      (!isIndexed(job) || indexOf(job, pod) !== undefined),
  );
}

function indexesOf(job: Job, pods: readonly Pod[]): number[] {
  return pods.flatMap((pod) => indexOf(job, pod) ?? []);
}

/** True when the Pod's failure is one too many for its index. upstream: isIndexFailed */
function failsIndex(job: Job, pod: Pod): boolean {
  if (!isFailed(job, pod)) return false;
  const { action, counts } = judge(job.spec.podFailurePolicy, pod);
  if (action === 'FailIndex') return true;
  return counts && failuresBefore(pod) >= (job.spec.backoffLimitPerIndex ?? 0);
}

/** The last failure of each index that will be tried again and has no Pod yet. upstream: getPodsWithDelayedDeletionPerIndex */
function heldPods(
  job: Job,
  pods: readonly Pod[],
  active: readonly Pod[],
  done: (index: number) => boolean,
): Map<number, Pod> {
  const held = new Map<number, Pod>();
  if (job.spec.backoffLimitPerIndex === undefined) return held;
  const running = new Set(indexesOf(job, active));
  for (const pod of pods) {
    const index = indexOf(job, pod);
    if (index === undefined || !isTracked(pod) || !isFailed(job, pod)) continue;
    if (running.has(index) || done(index)) continue;
    const other = held.get(index);
    if (other === undefined || failuresBefore(pod) > failuresBefore(other)) held.set(index, pod);
  }
  return held;
}

/** upstream: syncJob, the first half */
export function survey(job: Job, pods: readonly Pod[], known: FailureRecord, now: Time): Survey {
  const { spec, status } = job;
  const active = pods.filter(isActive);
  const told = status.uncountedTerminatedPods;
  const uncounted = { succeeded: new Set(told?.succeeded), failed: new Set(told?.failed) };
  const newSucceeded = fresh(job, pods, uncounted.succeeded).filter(
    (pod) => pod.status.phase === 'Succeeded',
  );
  const newFailed = fresh(job, pods, uncounted.failed).filter((pod) => isFailed(job, pod));
  const counting = newFailed.filter((pod) => judge(spec.podFailurePolicy, pod).counts);
  const end = spec.completions ?? 0;
  const toldIndexes = isIndexed(job) ? Indexes.parse(status.completedIndexes, end) : Indexes.none;
  const completedIndexes = isIndexed(job)
    ? toldIndexes.with(indexesOf(job, newSucceeded))
    : Indexes.none;
  const failedIndexes =
    spec.backoffLimitPerIndex === undefined
      ? undefined
      : Indexes.parse(status.failedIndexes, end).with(
          indexesOf(
            job,
            pods.filter((pod) => isTracked(pod) && failsIndex(job, pod)),
          ),
        );
  const isDone = (index: number) =>
    completedIndexes.has(index) || failedIndexes?.has(index) === true;
  return {
    job,
    pods,
    active,
    ready: active.filter(isReady).length,
    terminating: pods.filter(
      (pod) => pod.metadata.deletionTimestamp !== undefined && !isFinished(pod),
    ).length,
    uncounted,
    succeeded: isIndexed(job)
      ? completedIndexes.size
      : (status.succeeded ?? 0) + newSucceeded.length + uncounted.succeeded.size,
    failed: (status.failed ?? 0) + counting.length + uncounted.failed.size,
    toldIndexes,
    completedIndexes,
    failedIndexes,
    held: heldPods(job, pods, active, isDone),
    backOff: recordAfter(known, newSucceeded, newFailed, now),
  };
}
