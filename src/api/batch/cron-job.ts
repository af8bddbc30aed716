import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { podGatedFields } from '../core/pod-gated-fields';
import type { FeatureGates } from '../features/feature-gates';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, invalid, nonNegative, notSupported, required } from '../field-error';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import type { CronJob } from '../schema/objects';
import { formatSelector } from '../selector';
import { parseTimestamp } from '../timestamp';
import { jobSpecWarnings } from '../warnings/job';
import { ownerNameWarnings } from '../warnings/pod';
import { validateJobSpec } from './job-validation';
import { scheduleError } from './schedule-validation';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
/** A Job's name is the CronJob's with eleven characters more, and has at most 63. */
const NAME_MAX = 52;
const ZONE_PART = /^[A-Za-z.\-_0-9+]{1,14}$/;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

// upstream: batch validation, validateTimeZone
function validateTimeZone(zone: string | undefined): FieldError[] {
  if (zone === undefined) return [];
  const wrong = (why: string) => [invalid('spec.timeZone', zone, why)];
  if (zone === '') return wrong('timeZone must be nil or non-empty string');
  const isSound = (part: string) =>
    part !== '.' && part !== '..' && !part.startsWith('-') && ZONE_PART.test(part);
  if (!zone.split('/').every(isSound)) return wrong(`unknown time zone ${zone}`);
  if (zone.toLowerCase() === 'local') {
    return wrong(
      'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    );
  }
  return isZone(zone) ? [] : wrong(`unknown time zone ${zone}`);
}

function validateSchedule(schedule: string, old: string, zone: string | undefined): FieldError[] {
  const path = 'spec.schedule';
  if (schedule === '') return [required(path)];
  const why = scheduleError(schedule);
  const errors = why === undefined ? [] : [invalid(path, schedule, why)];
  if (!schedule.includes('TZ')) return errors;
  if (!old.includes('TZ')) {
    const use = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    return [...errors, invalid(path, schedule, use)];
  }
  if (zone === undefined) return errors;
  const both = 'cannot use both timeZone field and TZ or CRON_TZ in schedule';
  return [...errors, invalid(path, schedule, both)];
}

// upstream: batch validation, validateCronJobSpec
function validateSpec(
  { spec }: CronJob,
  old: CronJob | undefined,
  features: FeatureGates,
): FieldError[] {
  const { concurrencyPolicy: policy = '', jobTemplate } = spec;
  const job = jobTemplate.spec;
  const at = 'spec.jobTemplate.spec';
  const errors = [
    ...validateSchedule(spec.schedule, old?.spec.schedule ?? '', spec.timeZone),
    ...nonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...(spec.timeZone === old?.spec.timeZone ? [] : validateTimeZone(spec.timeZone)),
  ];
  if (policy === '') errors.push(required('spec.concurrencyPolicy'));
  else if (!POLICIES.includes(policy)) {
    errors.push(notSupported('spec.concurrencyPolicy', policy, POLICIES));
  }
  errors.push(...validateJobSpec(job ?? { template: {} }, at, features));
  if (job?.selector !== undefined) {
    errors.push(invalid(`${at}.selector`, job.selector, '`selector` will be auto-generated'));
  }
  if (job?.manualSelector === true) {
    errors.push(notSupported(`${at}.manualSelector`, true, ['nil', 'false']));
  }
  return [
    ...errors,
    ...nonNegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...nonNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
  ];
}

// upstream: registry batch/cronjob, WarningsOnCreate and WarningsOnUpdate
function warnings({ metadata, spec }: CronJob, old: CronJob | undefined): string[] {
  const ofName = old === undefined ? ownerNameWarnings(metadata.name) : [];
  // the doubled word is the server's own
  const ofZone = spec.schedule.includes('TZ')
    ? [
        'CRON_TZ or TZ used in spec.spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
      ]
    : [];
  const job = spec.jobTemplate.spec;
  const isSame = job === undefined || spec === old?.spec;
  return [...ofName, ...ofZone, ...(isSame ? [] : jobSpecWarnings(job, 'spec.jobTemplate.spec'))];
}

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
  gated: new GatedFields(podGatedFields('spec.jobTemplate.spec.template.spec')),
  validate(cron, features) {
    const { name } = cron.metadata;
    const errors = validateSpec(cron, undefined, features);
    if (name.length <= NAME_MAX) return errors;
    const why = `must be no more than ${NAME_MAX} characters`;
    return [...errors, invalid('metadata.name', name, why)];
  },
  validateReplacement: validateSpec,
  warnings,
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
