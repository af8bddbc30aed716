import { isJobComplete, isJobFinished, Jobs } from '../../api/batch/job';
import type { CronJob, CronJobStatus, Job, ObjectReference } from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import { SCHEDULED } from './jobs';

/** How a CronJob's status names a Job that runs. */
export function referenceTo({ metadata }: Job): ObjectReference {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    kind: 'Job',
    ...(namespace === undefined ? {} : { namespace }),
    name,
    uid,
    apiVersion: 'batch/v1',
    resourceVersion,
  };
}

export function withActive(
  { active: _active, ...rest }: CronJobStatus,
  active: readonly ObjectReference[],
): CronJobStatus {
  return active.length === 0 ? rest : { ...rest, active };
}

function lastSuccess({ status }: CronJob, jobs: readonly Job[]): string | undefined {
  let latest = status.lastSuccessfulTime;
  for (const job of jobs) {
    const { completionTime } = job.status;
    if (!isJobComplete(job) || completionTime === undefined) continue;
    const isLater = latest === undefined || parseTimestamp(completionTime) > parseTimestamp(latest);
    if (isLater) latest = completionTime;
  }
  return latest;
}

/** Brings the list of running Jobs up to date: those that ended or went leave it. upstream: syncCronJob, the first half */
export function syncActive(env: Env, cron: CronJob, jobs: readonly Job[]): CronJobStatus {
  const byUid = new Map(jobs.map((job) => [job.metadata.uid, job]));
  const active = (cron.status.active ?? []).filter(({ uid = '', name = '', namespace }) => {
    const job = byUid.get(uid);
    if (job !== undefined) {
      if (!isJobFinished(job)) return true;
      const end = isJobComplete(job) ? 'Complete' : 'Failed';
      const message = `Saw completed job: ${name}, condition: ${end}`;
      env.events.record(cron, 'Normal', 'SawCompletedJob', message);
      return false;
    }
    // it may be too new for the cache
    if (env.api.find(Jobs, { namespace, name }) !== undefined) return true;
    env.events.record(cron, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
    return false;
  });
  for (const job of jobs) {
    const { name, uid } = job.metadata;
    if (isJobFinished(job) || active.some((each) => each.uid === uid)) continue;
    const message = `Saw a job that the controller did not create or forgot: ${name}`;
    env.events.record(cron, 'Warning', 'UnexpectedJob', message);
    // a crash came between its creation and the status: without it, the next one would overlap
    if (job.metadata.annotations?.[SCHEDULED] !== undefined) active.push(referenceTo(job));
  }
  const lastSuccessfulTime = lastSuccess(cron, jobs);
  const status = withActive(cron.status, active);
  return lastSuccessfulTime === undefined ? status : { ...status, lastSuccessfulTime };
}
