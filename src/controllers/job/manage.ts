import { isIndexed } from '../../api/batch/job';
import { isReady } from '../../api/core/pod-states';
import type { ApiError } from '../../api/errors';
import type { Pod } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { atOnce } from '../../runtime/look';
import type { Duration } from '../../sim/loop';
import { createPods, deletePod } from '../pod-control';
import { crowding, inOrderOfDeletion } from '../pod-ranking';
import { finishedAt, remaining } from './back-off';
import { failuresWith, indexOf, newPod, untrack, waitsForTheEnd } from './pods';
import type { Survey } from './survey';
import { isSuspended } from './verdict';

/** How many Pods are created or deleted at one go at most. upstream: MaxPodCreateDeletePerSync */
const BURST = 500;

/** What was done about a Job's Pods. */
export interface Done {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  /** When to look again for Pods that must wait for their turn. */
  readonly wait?: Duration;
  readonly failure?: ApiError;
}

export function untouched({ active, ready, terminating }: Survey): Done {
  return { active: active.length, ready, terminating };
}

function without(found: Survey, removed: readonly Pod[]): Done {
  return {
    active: found.active.length - removed.length,
    ready: found.ready - removed.filter(isReady).length,
    terminating: found.terminating + removed.length,
  };
}

/** Deletes all that is active: the Job has come to its end. Its Pods are counted before they are let go. */
export function deleteActive(env: Env, found: Survey): Done {
  for (const pod of found.active) deletePod(env, found.job, pod);
  return without(found, found.active);
}

/** How many Pods should be active. */
function wantedActive({ job, active, succeeded }: Survey): number {
  const { completions, parallelism = 1 } = job.spec;
  if (isSuspended(job)) return 0;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded));
}

/** Active Pods that are too many: first those whose index another has, or that have none. */
function surplus(env: Env, { job, active }: Survey, count: number): readonly Pod[] {
  const seen = new Set<number>();
  const wrong: Pod[] = [];
  const right: Pod[] = [];
  const sorted = () => inOrderOfDeletion(env, active, crowding([]));
  if (!isIndexed(job)) return count > 0 ? sorted().slice(0, count) : [];
  for (const pod of sorted().reverse()) {
    const index = indexOf(job, pod);
    if (index === undefined || seen.has(index)) wrong.push(pod);
    else {
      seen.add(index);
      right.push(pod);
    }
  }
  return [...wrong, ...right.reverse().slice(0, Math.max(0, count - wrong.length))];
}

/** These Pods are given up without being counted. upstream: deleteJobPods */
function giveUp(env: Env, found: Survey, pods: readonly Pod[]): Done {
  const removed = pods.slice(0, BURST);
  for (const pod of removed) {
    untrack(env, pod);
    deletePod(env, found.job, pod);
  }
  return without(found, removed);
}

/** The lowest indexes that are neither done nor have a Pod. upstream: firstPendingIndexes */
function pendingIndexes(found: Survey, count: number): number[] {
  const { job, completedIndexes, failedIndexes } = found;
  const waits = waitsForTheEnd(job);
  const taken = new Set<number | undefined>();
  for (const pod of found.active) taken.add(indexOf(job, pod));
  if (waits) {
    for (const pod of found.pods) {
      const { deletionTimestamp } = pod.metadata;
      const { phase } = pod.status;
      const isGoing =
        deletionTimestamp !== undefined && (phase === 'Running' || phase === 'Pending');
      if (isGoing) taken.add(indexOf(job, pod));
    }
  }
  const indexes: number[] = [];
  for (let i = 0; i < (job.spec.completions ?? 0) && indexes.length < count; i++) {
    if (!taken.has(i) && !completedIndexes.has(i) && failedIndexes?.has(i) !== true)
      indexes.push(i);
  }
  return indexes;
}

/** How long an index must wait since its last failure. */
function indexWait({ held }: Survey, index: number, now: number): Duration {
  const pod = held.get(index);
  if (pod === undefined) return 0;
  return remaining({ failures: failuresWith(pod), last: finishedAt(pod, now) }, now);
}

/** Which indexes get a Pod now; all of a Job without indexes are alike. */
function turns(env: Env, found: Survey, count: number) {
  const { job, backOff } = found;
  const { now } = env.loop;
  const isAlone = job.spec.backoffLimitPerIndex !== undefined;
  const wait = isAlone ? 0 : remaining(backOff, now);
  if (wait > 0) return { indexes: [], wait };
  if (!isIndexed(job)) {
    return { indexes: Array.from({ length: count }, () => undefined), wait: 0 };
  }
  const pending = pendingIndexes(found, count);
  const waits = pending.map((index) => indexWait(found, index, now));
  const indexes = pending.filter((_, i) => waits[i] === 0);
  const later = waits.filter((each) => each > 0);
  return { indexes, wait: later.length === 0 ? 0 : Math.min(...later) };
}

function create(env: Env, found: Survey, missing: number): Done {
  const { job, held } = found;
  const { indexes, wait } = turns(env, found, Math.min(missing, BURST));
  const done = untouched(found);
  const wanted = (i: number) => {
    const index = indexes[i];
    return newPod(job, index, index === undefined ? undefined : held.get(index));
  };
  const { pods, failure } = atOnce(createPods(env, job, indexes.length, wanted));
  return {
    ...done,
    active: done.active + pods.length,
    ...(wait > 0 ? { wait } : {}),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** Brings the number of active Pods to what the Job wants now. upstream: manageJob */
export function manage(env: Env, found: Survey): Done {
  const { job, active } = found;
  const wanted = wantedActive(found);
  const tooMany = surplus(env, found, Math.max(0, active.length - wanted));
  if (tooMany.length > 0) return giveUp(env, found, tooMany);
  const going = waitsForTheEnd(job) ? found.terminating : 0;
  const missing = wanted - going - active.length;
  return missing > 0 ? create(env, found, missing) : untouched(found);
}
