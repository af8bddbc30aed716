import { isJobComplete, isJobFinished, Jobs } from '../../api/batch/job';
import { isApiError } from '../../api/errors';
import type { New } from '../../api/object';
import type { CronJob, Job } from '../../api/schema/objects';
import { parseTimestamp, timestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import { controllerReference } from '../ownership';

/** The annotation of a Job that tells for which start it was made. */
export const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
const MINUTE = 60_000;

/** The name is the start's minute: the same start cannot make two Jobs. upstream: getJobName */
export function jobName(cron: CronJob, start: Time): string {
  return `${cron.metadata.name}-${Math.floor(start / MINUTE)}`;
}

/** The start in the CronJob's own time zone, with its offset from UTC. */
function localTimestamp(start: Time, timeZone: string | undefined): string {
  if (timeZone === undefined || timeZone === 'UTC' || timeZone === 'Etc/UTC') {
    return timestamp(start);
  }
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    timeZoneName: 'longOffset',
    hour12: false,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(start));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const offset = of('timeZoneName').replace('GMT', '') || 'Z';
  const day = `${of('year')}-${of('month')}-${of('day')}`;
  return `${day}T${of('hour')}:${of('minute')}:${of('second')}${offset}`;
}

/** The Job of a start, by the CronJob's template. upstream: getJobFromTemplate2 */
export function jobOf(cron: CronJob, start: Time): New<Job> {
  const { metadata = {}, spec } = cron.spec.jobTemplate;
  if (spec === undefined) throw new Error(`${cron.metadata.name} has no template`);
  const { labels, annotations } = metadata;
  return {
    metadata: {
      name: jobName(cron, start),
      namespace: cron.metadata.namespace ?? '',
      ...(labels === undefined ? {} : { labels }),
      annotations: { ...annotations, [SCHEDULED]: localTimestamp(start, cron.spec.timeZone) },
      ownerReferences: [controllerReference(cron)],
    },
    spec,
  };
}

/** Deletes a Job with its Pods. False when it could not. upstream: deleteJob */
export function deleteJob(env: Env, cron: CronJob, { metadata }: Job): boolean {
  const { name, namespace } = metadata;
  try {
    env.api.delete(Jobs, { namespace, name }, { propagationPolicy: 'Background' });
  } catch (error) {
    if (!isApiError(error)) throw error;
    env.events.record(cron, 'Warning', 'FailedDelete', `Deleted job: ${error.message}`);
    return false;
  }
  env.events.record(cron, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
  return true;
}

function byStart(a: Job, b: Job): number {
  const [x, y] = [a, b].map(({ status }) =>
    status.startTime === undefined ? Number.POSITIVE_INFINITY : parseTimestamp(status.startTime),
  ) as [Time, Time];
  if (x !== y) return x < y ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

/** Deletes the oldest finished Jobs beyond the history limits. upstream: cleanupFinishedJobs */
export function trimJobs(env: Env, cron: CronJob, jobs: readonly Job[]): void {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cron.spec;
  const finished = jobs.filter(
    (job) => isJobFinished(job) && job.metadata.deletionTimestamp === undefined,
  );
  const trim = (some: readonly Job[], limit: number | undefined) => {
    if (limit === undefined || some.length <= limit) return;
    const oldest = [...some].sort(byStart).slice(0, some.length - limit);
    for (const job of oldest) deleteJob(env, cron, job);
  };
  trim(finished.filter(isJobComplete), successfulJobsHistoryLimit);
  trim(
    finished.filter((job) => !isJobComplete(job)),
    failedJobsHistoryLimit,
  );
}
