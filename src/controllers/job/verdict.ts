import { isIndexed } from '../../api/batch/job';
import { conditionOf } from '../../api/condition';
import type { Job, JobCondition, Pod, SuccessPolicy } from '../../api/schema/objects';
import { parseTimestamp, timestamp } from '../../api/timestamp';
import type { Time } from '../../sim/loop';
import { judge } from './failure-policy';
import { Indexes } from './indexes';
import { isFailed } from './pods';
import type { Survey } from './survey';

/** How a Job ends: first as an intention, while its Pods go, then for good. */
export interface Verdict {
  readonly intention: 'FailureTarget' | 'SuccessCriteriaMet';
  readonly reason: string;
  readonly message: string;
}

const failure = (reason: string, message: string): Verdict => ({
  intention: 'FailureTarget',
  reason,
  message,
});
const success = (reason: string, message: string): Verdict => ({
  intention: 'SuccessCriteriaMet',
  reason,
  message,
});

/** All Pods that were wanted have succeeded. */
export const COMPLETED = success('CompletionsReached', 'Reached expected number of succeeded pods');

export function condition(
  type: string,
  status: string,
  { reason, message }: Pick<Verdict, 'reason' | 'message'>,
  now: Time,
): JobCondition {
  const time = timestamp(now);
  return { type, status, lastProbeTime: time, lastTransitionTime: time, reason, message };
}

/** The verdict that the status has already. */
function known({ status }: Job): Verdict | undefined {
  for (const intention of ['SuccessCriteriaMet', 'FailureTarget'] as const) {
    const {
      status: value,
      reason = '',
      message = '',
    } = conditionOf(status.conditions, intention) ?? {};
    if (value === 'True') return { intention, reason, message };
  }
  return undefined;
}

export const isSuspended = ({ spec }: Job): boolean => spec.suspend === true;

/** Restarts in place of Pods that run on count as failures. upstream: pastBackoffLimitOnFailure */
function hasTooManyRestarts({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    for (const { restartCount } of all) restarts += restartCount;
  }
  const limit = spec.backoffLimit ?? 6;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** When the Job's time is up; undefined when it has all the time. */
export function deadlineOf(job: Job): Time | undefined {
  const { activeDeadlineSeconds } = job.spec;
  const { startTime } = job.status;
  if (activeDeadlineSeconds === undefined || startTime === undefined || isSuspended(job)) {
    return undefined;
  }
  return parseTimestamp(startTime) + activeDeadlineSeconds * 1000;
}

function failedIndexes({ job, failedIndexes: failed, completedIndexes }: Survey) {
  if (failed === undefined || failed.size === 0) return undefined;
  const { maxFailedIndexes, completions = 0 } = job.spec;
  if (maxFailedIndexes !== undefined && failed.size > maxFailedIndexes) {
    return failure(
      'MaxFailedIndexesExceeded',
      'Job has exceeded the specified maximal number of failed indexes',
    );
  }
  return failed.size + completedIndexes.size >= completions
    ? failure('FailedIndexes', 'Job has failed indexes')
    : undefined;
}

/** The rule of a success policy that the completed indexes satisfy. upstream: matchSuccessPolicy */
export function satisfiedRule(
  policy: SuccessPolicy | undefined,
  completions: number,
  completed: Indexes,
): number | undefined {
  const index = (policy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return completed.size >= (succeededCount ?? 0);
    const wanted = [...Indexes.parse(succeededIndexes, completions)];
    const there = wanted.filter((each) => completed.has(each)).length;
    return there >= (succeededCount ?? wanted.length);
  });
  return index < 0 ? undefined : index;
}

/** How the Job ends by what has happened so far; undefined while it goes on. upstream: syncJob */
export function verdictOf(found: Survey, now: Time): Verdict | undefined {
  const { job, pods } = found;
  const before = known(job);
  if (before !== undefined) return before;
  for (const pod of pods) {
    if (!isFailed(job, pod)) continue;
    const { failsJob } = judge(job.spec.podFailurePolicy, pod);
    if (failsJob !== undefined) return failure('PodFailurePolicy', failsJob);
  }
  if (found.failed > (job.spec.backoffLimit ?? 6) || hasTooManyRestarts(job, pods)) {
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const deadline = deadlineOf(job);
  if (deadline !== undefined && now >= deadline) {
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  if (!isIndexed(job)) return undefined;
  const failed = failedIndexes(found);
  if (failed !== undefined) return failed;
  const { successPolicy, completions = 0 } = job.spec;
  const rule = satisfiedRule(successPolicy, completions, found.completedIndexes);
  return rule === undefined
    ? undefined
    : success('SuccessPolicy', `Matched rules at index ${rule}`);
}
