import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import type { CronJob } from '../schema/objects';
import { formatSelector } from '../selector';
import { parseTimestamp } from '../timestamp';

export const CronJobs = defineKind<CronJob>('batch/v1', 'CronJob', {
  hasGeneration: true,
  // upstream: batch/v1 defaults, SetDefaults_CronJob; the Job's own defaults come when there is one
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    if (!spec.concurrencyPolicy) spec.concurrencyPolicy = 'Allow';
    spec.suspend ??= false;
    spec.successfulJobsHistoryLimit ??= 3;
    spec.failedJobsHistoryLimit ??= 1;
    const template = spec.jobTemplate?.spec?.template;
    if (template !== undefined && !Object.isFrozen(spec.jobTemplate)) templateDefaults(template);
  },
  states: {
    suspended: ({ spec }) => spec.suspend === true || 'it is not suspended',
    active: ({ status }) => (status.active ?? []).length > 0 || 'none of its Jobs runs',
  },
  row(cron, now) {
    const { spec, status } = cron;
    const job = spec.jobTemplate.spec;
    const containers = job?.template.spec?.containers ?? [];
    const last = status.lastScheduleTime;
    return [
      cron.metadata.name,
      spec.schedule,
      spec.timeZone ?? '<none>',
      spec.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False',
      (status.active ?? []).length,
      last === undefined ? '<none>' : humanDuration(now - parseTimestamp(last)),
      ageOf(cron, now),
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
      job?.selector === undefined ? '<none>' : formatSelector(job.selector),
    ];
  },
});
