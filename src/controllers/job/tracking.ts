import { isIndexed, isJobFinished, Jobs } from '../../api/batch/job';
import { conditionOf } from '../../api/condition';
import { deepEqual } from '../../api/object';
import type { Job, JobCondition, JobStatus, Pod } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import { judge } from './failure-policy';
import type { Done } from './manage';
import { indexOf, isFailed, isTracked, untrack } from './pods';
import type { Survey } from './survey';
import { condition, type Verdict } from './verdict';

/** What a look found, what it did about it, and whether the Job ends by it. */
export interface Step {
  readonly found: Survey;
  readonly done: Done;
  readonly verdict: Verdict | undefined;
}

/** So many Pods wait in the status at most to be counted. upstream: MaxUncountedPods */
const UNCOUNTED_MAX = 500;

/** What one look adds to the account: Pods to count, and Pods that may go once that is written. */
interface Account {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
  readonly indexes: readonly number[];
  readonly release: readonly Pod[];
  /** False when there were too many at once: the rest waits for the next look. */
  readonly isWhole: boolean;
}

/** True when a Pod need not be kept any longer. upstream: canRemoveFinalizer */
function mayGo({ job, held }: Survey, pod: Pod, verdict: Verdict | undefined): boolean {
  if (job.metadata.deletionTimestamp !== undefined || verdict !== undefined) return true;
  if (pod.status.phase === 'Succeeded') return true;
  if (!isFailed(job, pod)) return false;
  const index = indexOf(job, pod);
  return index === undefined || held.get(index)?.metadata.uid !== pod.metadata.uid;
}

/** True when the Pod's end is a failure that counts. */
function isCounted({ job }: Survey, pod: Pod, verdict: Verdict | undefined): boolean {
  const isOver = verdict?.intention === 'FailureTarget';
  if (!isFailed(job, pod) && !isOver) return false;
  if (isIndexed(job) && indexOf(job, pod) === undefined) return false;
  return judge(job.spec.podFailurePolicy, pod).counts;
}

function accountOf(found: Survey, verdict: Verdict | undefined): Account {
  const { job, uncounted, toldIndexes } = found;
  const succeeded: string[] = [];
  const failed: string[] = [];
  const indexes: number[] = [];
  const release: Pod[] = [];
  let size = uncounted.succeeded.size + uncounted.failed.size;
  for (const pod of found.pods) {
    if (!isTracked(pod) || !mayGo(found, pod, verdict)) continue;
    if (size >= UNCOUNTED_MAX) return { succeeded, failed, indexes, release, isWhole: false };
    release.push(pod);
    const { uid } = pod.metadata;
    if (pod.status.phase === 'Succeeded' && !uncounted.failed.has(uid)) {
      const index = indexOf(job, pod);
      if (!isIndexed(job)) {
        if (!uncounted.succeeded.has(uid)) succeeded.push(uid);
      } else if (index !== undefined && !toldIndexes.has(index)) indexes.push(index);
    } else if (!uncounted.failed.has(uid) && isCounted(found, pod, verdict)) failed.push(uid);
    size = uncounted.succeeded.size + uncounted.failed.size;
    size += succeeded.length + failed.length + indexes.length;
  }
  return { succeeded, failed, indexes, release, isWhole: true };
}

/** The status with the Pods that nothing keeps any more moved from the list into the counters. */
function counted(status: JobStatus, kept: ReadonlySet<string>): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const [stillSucceeded, stillFailed] = [succeeded, failed].map((uids) =>
    uids.filter((uid) => kept.has(uid)),
  ) as [string[], string[]];
  const total = {
    succeeded: (status.succeeded ?? 0) + succeeded.length - stillSucceeded.length,
    failed: (status.failed ?? 0) + failed.length - stillFailed.length,
  };
  return withCounters(status, total, { succeeded: stillSucceeded, failed: stillFailed });
}

function withCounters(
  { succeeded: _s, failed: _f, ...rest }: JobStatus,
  total: { readonly succeeded: number; readonly failed: number },
  waiting: { readonly succeeded: readonly string[]; readonly failed: readonly string[] },
): JobStatus {
  return {
    ...rest,
    ...(total.succeeded > 0 ? { succeeded: total.succeeded } : {}),
    ...(total.failed > 0 ? { failed: total.failed } : {}),
    uncountedTerminatedPods: {
      ...(waiting.succeeded.length > 0 ? { succeeded: waiting.succeeded } : {}),
      ...(waiting.failed.length > 0 ? { failed: waiting.failed } : {}),
    },
  };
}

function withIndexes(status: JobStatus, found: Survey, account: Account): JobStatus {
  if (!isIndexed(found.job)) return status;
  const completed = found.toldIndexes.with(account.indexes);
  const { succeeded: _s, completedIndexes: _c, failedIndexes: _f, ...rest } = status;
  return {
    ...rest,
    ...(completed.size > 0 ? { succeeded: completed.size } : {}),
    ...(completed.size > 0 ? { completedIndexes: `${completed}` } : {}),
    ...(found.failedIndexes === undefined ? {} : { failedIndexes: `${found.failedIndexes}` }),
  };
}

/** The status with the numbers of now and the newly ended Pods on the list. */
function listed(found: Survey, done: Done, account: Account): JobStatus {
  const { job } = found;
  const kept = new Set(found.pods.filter(isTracked).map(({ metadata }) => metadata.uid));
  const { active: _a, ready: _r, terminating: _t, ...rest } = counted(job.status, kept);
  const { succeeded = [], failed = [] } = rest.uncountedTerminatedPods ?? {};
  const status = withCounters(
    rest,
    { succeeded: rest.succeeded ?? 0, failed: rest.failed ?? 0 },
    {
      succeeded: [...succeeded, ...account.succeeded],
      failed: [...failed, ...account.failed],
    },
  );
  const { active, ready, terminating } = done;
  const now = { ...(active > 0 ? { active } : {}), ready, terminating };
  return withIndexes({ ...status, ...now }, found, account);
}

/** The conditions with this one in place of its predecessor; what was never true does not become false. */
export function setCondition(
  conditions: readonly JobCondition[],
  next: JobCondition,
): readonly JobCondition[] {
  const known = conditionOf(conditions, next.type);
  if (known === undefined) return next.status === 'False' ? conditions : [...conditions, next];
  const isSame =
    known.status === next.status && known.reason === next.reason && known.message === next.message;
  return isSame ? conditions : conditions.map((each) => (each === known ? next : each));
}

const FINAL = { FailureTarget: 'Failed', SuccessCriteriaMet: 'Complete' } as const;

/** The Job with its end written into its status, when nothing is left to wait for. upstream: enactJobFinished */
function concluded(job: Job, verdict: Verdict | undefined, account: Account, now: Time): Job {
  if (verdict === undefined || !account.isWhole) return job;
  const { status } = job;
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  if (succeeded.length + failed.length > 0 || (status.terminating ?? 0) > 0) return job;
  const final = condition(FINAL[verdict.intention], 'True', verdict, now);
  const conditions = setCondition(status.conditions ?? [], final);
  const completionTime = final.type === 'Complete' ? { completionTime: timestamp(now) } : {};
  return { ...job, status: { ...status, conditions, ...completionTime } };
}

function tellEnd(env: Env, job: Job, { intention, reason, message }: Verdict): void {
  if (intention === 'FailureTarget') {
    env.events.record(job, 'Warning', reason, message);
    return;
  }
  if (job.spec.completions !== undefined && (job.status.succeeded ?? 0) > job.spec.completions) {
    const text = 'Too many succeeded pods running after completion count reached';
    env.events.record(job, 'Warning', 'TooManySucceededPods', text);
  }
  env.events.record(job, 'Normal', 'Completed', 'Job completed');
}

function write(env: Env, before: Job, job: Job): Job {
  return deepEqual(before.status, job.status) ? before : env.api.updateStatus(Jobs, job);
}

function keptAfter(found: Survey, { release }: Account): ReadonlySet<string> {
  const released = new Set(release.map(({ metadata }) => metadata.uid));
  const kept = found.pods.filter((pod) => isTracked(pod) && !released.has(pod.metadata.uid));
  return new Set(kept.map(({ metadata }) => metadata.uid));
}

function withIntention(status: JobStatus, verdict: Verdict | undefined, now: Time): JobStatus {
  if (verdict === undefined) return status;
  const interim = condition(verdict.intention, 'True', verdict, now);
  return { ...status, conditions: setCondition(status.conditions ?? [], interim) };
}

/**
 * Accounts for Pods that ended so that none is counted twice and none is forgotten, whenever a crash may come:
 * first the Pods are listed in the status, then they lose their finalizer, then the list becomes the counters.
 * `stored` is the Job as it was before this look. upstream: trackJobStatusAndRemoveFinalizers
 */
export function track(env: Env, stored: Job, { found, done, verdict }: Step): void {
  const { now } = env.loop;
  const account = accountOf(found, verdict);
  const status = withIntention(listed(found, done, account), verdict, now);
  const job = write(env, stored, { ...stored, status });
  for (const pod of account.release) untrack(env, pod);
  const left = { ...job, status: counted(job.status, keptAfter(found, account)) };
  const next = concluded(left, verdict, account, now);
  const last = write(env, job, next);
  if (verdict !== undefined && isJobFinished(last)) tellEnd(env, last, verdict);
}
