import { CronJobs } from '../../api/batch/cron-job';
import { Jobs } from '../../api/batch/job';
import { isApiError, isNamespaceEnding } from '../../api/errors';
import { controllerOf, deepEqual } from '../../api/object';
import type { CronJob, CronJobStatus, Job } from '../../api/schema/objects';
import { parseTimestamp, rfc1123, timestamp } from '../../api/timestamp';
import { type Again, type Controller, ownedBy } from '../../runtime/controller';
import type { Env } from '../../runtime/env';
import type { Time } from '../../sim/loop';
import { indexByController } from '../ownership';
import { referenceTo, syncActive, withActive } from './active';
import { deleteJob, jobName, jobOf, trimJobs } from './jobs';
import { isTimeZone, missedStarts, parseSchedule, type Schedule, untilNext } from './schedule';

/** The calendar of a CronJob; undefined when it has none that can be read: an Event says so. */
function scheduleOf(env: Env, cron: CronJob): Schedule | undefined {
  const { schedule, timeZone, suspend } = cron.spec;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    const message = `invalid timeZone: ${JSON.stringify(timeZone)}: unknown time zone ${timeZone}`;
    env.events.record(cron, 'Warning', 'UnknownTimeZone', message);
    return undefined;
  }
  if (suspend === true) return undefined;
  try {
    return parseSchedule(schedule, timeZone);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `unparseable schedule: ${JSON.stringify(schedule)} : ${error.message}`;
    env.events.record(cron, 'Warning', 'UnparseableSchedule', message);
    return undefined;
  }
}

/** The start whose Job is to be made now; undefined when none is due, or it is too late for it. */
function dueStart(env: Env, cron: CronJob, schedule: Schedule): Time | undefined {
  const { now } = env.loop;
  const { latest, isMany } = missedStarts(cron, schedule, now);
  if (latest === undefined) return undefined;
  if (isMany) {
    const message =
      'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    env.events.record(cron, 'Warning', 'TooManyMissedTimes', message);
  }
  const { startingDeadlineSeconds } = cron.spec;
  if (startingDeadlineSeconds !== undefined && latest + startingDeadlineSeconds * 1000 < now) {
    const message = `Missed scheduled time to start a job: ${rfc1123(latest)}`;
    env.events.record(cron, 'Warning', 'MissSchedule', message);
    return undefined;
  }
  const { active = [], lastScheduleTime } = cron.status;
  const isDone = lastScheduleTime !== undefined && parseTimestamp(lastScheduleTime) === latest;
  const name = jobName(cron, latest);
  return isDone || active.some((each) => each.name === name) ? undefined : latest;
}

/** Ends the Jobs that still run: they are to be replaced. Undefined when one could not be ended. */
function endActive(env: Env, cron: CronJob, status: CronJobStatus): CronJobStatus | undefined {
  for (const { name = '', namespace } of status.active ?? []) {
    const job = env.api.find(Jobs, { namespace, name });
    if (job !== undefined && !deleteJob(env, cron, job)) return undefined;
  }
  return withActive(status, []);
}

/** Makes the Job of a start, or finds the one that was made for it before. */
function createJob(env: Env, cron: CronJob, start: Time): Job | undefined {
  const wanted = jobOf(cron, start);
  try {
    const job = env.api.create(Jobs, wanted);
    env.events.record(cron, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
    return job;
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (error.reason !== 'AlreadyExists') {
      if (!isNamespaceEnding(error)) {
        const message = `Error creating job: ${error.message}`;
        env.events.record(cron, 'Warning', 'FailedCreate', message);
      }
      throw error;
    }
    const { namespace } = cron.metadata;
    const job = env.api.find(Jobs, { namespace, name: jobName(cron, start) });
    return job !== undefined && controllerOf(job)?.uid === cron.metadata.uid ? job : undefined;
  }
}

/** Starts what is due, as the concurrency policy allows. Returns the status that says so. */
function start(env: Env, cron: CronJob, status: CronJobStatus, due: Time): CronJobStatus {
  const { concurrencyPolicy } = cron.spec;
  let next: CronJobStatus | undefined = status;
  if ((status.active ?? []).length > 0) {
    if (concurrencyPolicy === 'Forbid') {
      const message =
        'Not starting job because prior execution is running and concurrency policy is Forbid';
      env.events.record(cron, 'Normal', 'JobAlreadyActive', message);
      return status;
    }
    if (concurrencyPolicy === 'Replace') next = endActive(env, cron, status);
  }
  if (next === undefined) return status;
  const job = createJob(env, cron, due);
  if (job === undefined) return next;
  const active = [...(next.active ?? []), referenceTo(job)];
  return { ...withActive(next, active), lastScheduleTime: timestamp(due) };
}

function write(env: Env, cron: CronJob, status: CronJobStatus): void {
  if (!deepEqual(status, cron.status)) env.api.updateStatus(CronJobs, { ...cron, status });
}

/** Makes a Job whenever a schedule says so. upstream: pkg/controller/cronjob, the second controller */
export const cronJobController: Controller<CronJob> = {
  name: 'cronjob-controller',
  reconciles: CronJobs,
  ignoresStatus: 'own',
  watches: [ownedBy(Jobs, CronJobs)],
  prepare: (env) => indexByController(env, Jobs),
  reconcile(env, cron): Again | undefined {
    if (cron === undefined) return undefined;
    const jobs = [...env.cache.informer(Jobs).by('controller', cron.metadata.uid).values()];
    let status = syncActive(env, cron, jobs);
    const isGoing = cron.metadata.deletionTimestamp !== undefined;
    const schedule = isGoing ? undefined : scheduleOf(env, cron);
    if (schedule !== undefined) {
      const due = dueStart(env, cron, schedule);
      if (due !== undefined) status = start(env, cron, status, due);
    }
    if (!isGoing) trimJobs(env, cron, jobs);
    write(env, cron, status);
    const wait = schedule === undefined ? undefined : untilNext(cron, schedule, env.loop.now);
    // whatever comes is told by the calendar: nobody waits for it
    return wait === undefined ? undefined : { requeueAfter: wait, background: true };
  },
};
