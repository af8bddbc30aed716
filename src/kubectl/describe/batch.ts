import { humanDuration } from '../../api/human-duration';
import type { CronJob, Job, JobSpec } from '../../api/schema/objects';
import { formatSelector } from '../../api/selector';
import { parseTimestamp } from '../../api/timestamp';
import {
  addController,
  addLabelsAndAnnotations,
  addOwnEvents,
  begin,
  type Describer,
} from './describer';
import { dateText, type Lines } from './lines';
import { addPodTemplate } from './pod-template';

function optional(value: string | number | undefined): string {
  return value === undefined || value === '' ? '<unset>' : String(value);
}

function addStrategy(lines: Lines, spec: JobSpec | undefined): void {
  if (spec?.completionMode) lines.field(0, 'Completion Mode', spec.completionMode);
  if (spec?.suspend !== undefined) lines.field(0, 'Suspend', spec.suspend);
  if (spec?.backoffLimit !== undefined) lines.field(0, 'Backoff Limit', spec.backoffLimit);
  if (spec?.ttlSecondsAfterFinished !== undefined) {
    lines.field(0, 'TTL Seconds After Finished', spec.ttlSecondsAfterFinished);
  }
}

function addTimes(lines: Lines, { status }: Job): void {
  const { startTime, completionTime } = status ?? {};
  if (startTime) lines.field(0, 'Start Time', dateText(startTime));
  if (completionTime) lines.field(0, 'Completed At', dateText(completionTime));
  if (startTime && completionTime) {
    const duration = parseTimestamp(completionTime) - parseTimestamp(startTime);
    lines.field(0, 'Duration', humanDuration(duration));
  }
}

/** upstream: kubectl describe, describeJob */
export const describeJob: Describer<Job> = (session, job) => {
  const { spec, status } = job;
  const lines = begin(job);
  lines.field(0, 'Selector', spec?.selector === undefined ? '' : formatSelector(spec.selector));
  addLabelsAndAnnotations(lines, job);
  addController(lines, job);
  if (spec?.parallelism !== undefined) lines.field(0, 'Parallelism', spec.parallelism);
  lines.field(0, 'Completions', optional(spec?.completions));
  addStrategy(lines, spec);
  addTimes(lines, job);
  if (spec?.activeDeadlineSeconds !== undefined) {
    lines.field(0, 'Active Deadline Seconds', `${spec.activeDeadlineSeconds}s`);
  }
  const ready = status?.ready === undefined ? '' : ` (${status.ready} Ready)`;
  lines.field(
    0,
    'Pods Statuses',
    `${status?.active ?? 0} Active${ready} / ${status?.succeeded ?? 0} Succeeded / ${status?.failed ?? 0} Failed`,
  );
  if (spec?.completionMode === 'Indexed') {
    lines.field(0, 'Completed Indexes', status?.completedIndexes || '<none>');
  }
  addPodTemplate(lines, spec?.template ?? {});
  addOwnEvents(lines, session, job);
  return lines;
};

/** upstream: kubectl describe, describeCronJob */
export const describeCronJob: Describer<CronJob> = (session, cronJob) => {
  const { spec, status } = cronJob;
  const job = spec.jobTemplate.spec;
  const lines = begin(cronJob);
  addLabelsAndAnnotations(lines, cronJob);
  lines.field(0, 'Schedule', spec.schedule);
  lines.field(0, 'Concurrency Policy', spec.concurrencyPolicy ?? '');
  lines.field(
    0,
    'Suspend',
    spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
  );
  lines.field(0, 'Successful Job History Limit', optional(spec.successfulJobsHistoryLimit));
  lines.field(0, 'Failed Job History Limit', optional(spec.failedJobsHistoryLimit));
  const deadline = spec.startingDeadlineSeconds;
  lines.field(0, 'Starting Deadline Seconds', deadline === undefined ? '<unset>' : `${deadline}s`);
  lines.field(
    0,
    'Selector',
    job?.selector === undefined ? '<unset>' : formatSelector(job.selector),
  );
  lines.field(0, 'Parallelism', optional(job?.parallelism));
  lines.field(0, 'Completions', optional(job?.completions));
  if (job?.activeDeadlineSeconds !== undefined) {
    lines.field(0, 'Active Deadline Seconds', `${job.activeDeadlineSeconds}s`);
  }
  addPodTemplate(lines, job?.template ?? {});
  lines.field(
    0,
    'Last Schedule Time',
    status?.lastScheduleTime ? dateText(status.lastScheduleTime) : '<unset>',
  );
  const active = (status?.active ?? []).map(({ name }) => name ?? '');
  lines.field(0, 'Active Jobs', active.length === 0 ? '<none>' : active.join(', '));
  addOwnEvents(lines, session, cronJob);
  return lines;
};
