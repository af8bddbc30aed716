import { validateCounts } from '../apps/status-validation';
import { isTrue } from '../condition';
import { duplicate, type FieldError, invalid, required } from '../field-error';
import type { Job } from '../schema/objects';
import { parseTimestamp } from '../timestamp';

// upstream: batch validation, ValidateJobUpdateStatus; registry batch/job, getStatusValidationOptions

type Status = Job['status'];

const COUNTS = ['active', 'succeeded', 'failed', 'ready', 'terminating'];
const CONDITIONS = 'status.conditions';

/** A value is wrong, and too long to be told. */
function wrong(field: string, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, message: `Invalid value: ${detail}` };
}

function isFinished({ conditions }: Status): boolean {
  return isTrue(conditions, 'Complete') || isTrue(conditions, 'Failed');
}

/** The Pods that ended and are not numbers yet, each once in either list. */
function validateUncounted({ uncountedTerminatedPods: pods }: Status): FieldError[] {
  const seen = new Set<string>();
  return (['succeeded', 'failed'] as const).flatMap((list) =>
    (pods?.[list] ?? []).flatMap((uid, index) => {
      const path = `status.uncountedTerminatedPods.${list}[${index}]`;
      if (uid === '') return [invalid(path, uid, 'must not be empty')];
      if (seen.has(uid)) return [duplicate(path, uid)];
      seen.add(uid);
      return [];
    }),
  );
}

/** Two conditions that exclude each other, or of which one needs the other. */
const PAIRS: readonly (readonly [type: string, other: string, isNeeded: boolean, why: string])[] = [
  ['Complete', 'Failed', false, 'cannot set Complete=True and Failed=true conditions'],
  [
    'Complete',
    'FailureTarget',
    false,
    'cannot set Complete=True and FailureTarget=true conditions',
  ],
  [
    'Failed',
    'FailureTarget',
    true,
    'cannot set Failed=True condition without the FailureTarget=true condition',
  ],
  [
    'Complete',
    'SuccessCriteriaMet',
    true,
    'cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
  ],
];

/** Conditions are looked at when they change: who writes something else need not repair them. */
function validateConditions(next: Status, old: Status): FieldError[] {
  const changes = (type: string) => isTrue(next.conditions, type) !== isTrue(old.conditions, type);
  const errors = PAIRS.flatMap(([type, other, isNeeded, why]) => {
    const isWrong = isTrue(next.conditions, type) && isTrue(next.conditions, other) !== isNeeded;
    return isWrong && (changes(type) || changes(other)) ? [wrong(CONDITIONS, why)] : [];
  });
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (!isTrue(old.conditions, type) || isTrue(next.conditions, type)) continue;
    errors.push(wrong(CONDITIONS, `cannot disable the terminal ${type}=True condition`));
  }
  return errors;
}

function validateCompletionTime(next: Status, old: Status): FieldError[] {
  const path = 'status.completionTime';
  const { completionTime: end, startTime: start } = next;
  const isComplete = isTrue(next.conditions, 'Complete');
  const errors: FieldError[] = [];
  const isNew = end !== old.completionTime;
  if (isNew || isComplete !== isTrue(old.conditions, 'Complete')) {
    if (end && !isComplete) {
      const detail = 'cannot set completionTime when there is no Complete=True condition';
      errors.push(invalid(path, end, detail));
    }
    if (!end && isComplete) {
      errors.push(required(path, 'completionTime is required for Complete jobs'));
    }
  }
  if (end && start && (isNew || start !== old.startTime)) {
    if (parseTimestamp(end) < parseTimestamp(start)) {
      errors.push(invalid(path, end, 'completionTime cannot be set before startTime'));
    }
  }
  if (end && old.completionTime && isNew) {
    errors.push(invalid(path, end, 'completionTime cannot be mutated'));
  }
  return errors;
}

/** A Job that has ended has nothing left that runs. */
function validateEnd({ spec, status: next }: Job, { status: old }: Job): FieldError[] {
  if (!isFinished(next)) return [];
  const ends = !isFinished(old);
  const errors: FieldError[] = [];
  for (const field of ['active', 'terminating'] as const) {
    const count = next[field] ?? 0;
    if (count === 0 || (!ends && count === (old[field] ?? 0))) continue;
    errors.push(invalid(`status.${field}`, count, `${field}>0 is invalid for finished job`));
  }
  const isNothing = spec.suspend === true && spec.completions === 0;
  if (!next.startTime && ends && !isNothing) {
    errors.push(required('status.startTime', 'startTime is required for finished job'));
  }
  const { succeeded = [], failed = [] } = next.uncountedTerminatedPods ?? {};
  if (ends && succeeded.length + failed.length > 0) {
    const detail = 'uncountedTerminatedPods needs to be empty for finished job';
    errors.push(wrong('status.uncountedTerminatedPods', detail));
  }
  return errors;
}

function validateProgress({ spec, status: next }: Job, { status: old }: Job): FieldError[] {
  const errors: FieldError[] = [];
  const { active = 0, ready = 0 } = next;
  if (ready > active && (ready !== (old.ready ?? 0) || active !== (old.active ?? 0))) {
    errors.push(invalid('status.ready', ready, 'cannot set more ready pods than active'));
  }
  if ((next.failed ?? 0) < (old.failed ?? 0)) {
    errors.push(invalid('status.failed', next.failed ?? 0, 'cannot decrease the failed counter'));
  }
  const isElastic = spec.completionMode === 'Indexed' && spec.completions === spec.parallelism;
  if ((next.succeeded ?? 0) < (old.succeeded ?? 0) && !isElastic) {
    const detail = 'cannot decrease the succeeded counter';
    errors.push(invalid('status.succeeded', next.succeeded ?? 0, detail));
  }
  // the controller sets it anew when a Job is resumed
  if (old.startTime && !next.startTime && spec.suspend !== true) {
    const detail = 'startTime cannot be removed for unsuspended job';
    errors.push(required('status.startTime', detail));
  }
  return errors;
}

/** What is wrong with a new status of a Job, by itself and as a step from the old one. */
export function validateJobStatus(job: Job, old: Job): FieldError[] {
  return [
    ...validateCounts(job.status, COUNTS),
    ...validateUncounted(job.status),
    ...validateEnd(job, old),
    ...validateCompletionTime(job.status, old.status),
    ...validateConditions(job.status, old.status),
    ...validateProgress(job, old),
  ];
}
