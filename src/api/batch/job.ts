import type { Time } from '../../sim/loop';
import { ageOf } from '../age';
import { conditionOf, isTrue } from '../condition';
import { templateDefaults } from '../core/pod';
import { podGatedFields } from '../core/pod-gated-fields';
import { GatedFields } from '../features/gated-fields';
import { humanDuration } from '../human-duration';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import type { Job, JobSpec } from '../schema/objects';
import { formatSelector } from '../selector';
import { parseTimestamp } from '../timestamp';
import { jobSpecWarnings } from '../warnings/job';
import { ownerNameWarnings } from '../warnings/pod';
import { validateJobStatus } from './job-status-validation';
import { validateJob, validateJobUpdate } from './job-validation';

/** The labels by which a Job's Pods are told; the ones without a domain are kept for old clients. */
export const JOB_LABELS = {
  uid: 'batch.kubernetes.io/controller-uid',
  name: 'batch.kubernetes.io/job-name',
  oldUid: 'controller-uid',
  oldName: 'job-name',
} as const;
/** Keeps a Pod until its Job has counted it. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
/** The annotation and label that carry a Pod's completion index. */
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';
/** The value of spec.managedBy that means the built-in controller. */
export const JOB_CONTROLLER = 'kubernetes.io/job-controller';

export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed';
export const isJobComplete = ({ status }: Job): boolean => isTrue(status.conditions, 'Complete');
const isJobFailed = ({ status }: Job): boolean => isTrue(status.conditions, 'Failed');
/** Complete or failed: its controller is done with it. */
export const isJobFinished = (job: Job): boolean => isJobComplete(job) || isJobFailed(job);

/** Fills in a Job's spec, or a template's of one. upstream: batch/v1 defaults, SetDefaults_Job */
function jobSpecDefaults(spec: Draft<JobSpec>): void {
  if (Object.isFrozen(spec)) return;
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
    spec.parallelism = 1;
  }
  spec.parallelism ??= 1;
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.manualSelector ??= false;
  spec.podReplacementPolicy ??=
    spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  for (const rule of spec.podFailurePolicy?.rules ?? []) {
    for (const pattern of rule.onPodConditions ?? []) {
      // a required text that is missing has been decoded as the empty one
      if (!pattern.status) pattern.status = 'True';
    }
  }
}

/** Selects the Job's Pods by its uid. upstream: registry batch/job, generateSelector */
function generateSelector({ metadata, spec }: Draft<Job>): void {
  const { uid, name } = metadata;
  const template = { ...spec.template };
  template.metadata = {
    ...template.metadata,
    labels: {
      ...template.metadata?.labels,
      [JOB_LABELS.uid]: uid,
      [JOB_LABELS.oldUid]: uid,
      [JOB_LABELS.name]: name,
      [JOB_LABELS.oldName]: name,
    },
  };
  spec.template = template;
  spec.selector = { ...spec.selector };
  spec.selector.matchLabels = { ...spec.selector.matchLabels, [JOB_LABELS.uid]: uid };
}

function hasLabels(metadata: { readonly labels?: object } | undefined): boolean {
  return Object.keys(metadata?.labels ?? {}).length > 0;
}

/** A Job without labels has those of its template. upstream: SetDefaults_Job */
function lendLabels({ metadata, spec }: Draft<Job>): void {
  const { labels } = spec.template.metadata ?? {};
  if (labels !== undefined) metadata.labels = { ...labels };
}

/** What `kubectl get` says of a Job. upstream: printers, printJob */
function statusText(job: Job): string {
  const { conditions } = job.status;
  if (isJobComplete(job)) return 'Complete';
  if (isJobFailed(job)) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  for (const type of ['Suspended', 'FailureTarget', 'SuccessCriteriaMet']) {
    if (isTrue(conditions, type)) return type;
  }
  return 'Running';
}

function completionsText({ spec, status }: Job): string {
  const succeeded = status.succeeded ?? 0;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function durationText({ status }: Job, now: Time): string {
  const { startTime, completionTime } = status;
  if (!startTime) return '';
  const end = completionTime ? parseTimestamp(completionTime) : now;
  return humanDuration(end - parseTimestamp(startTime));
}

function why(job: Job): string {
  const { active = 0, succeeded = 0, failed = 0 } = job.status;
  const message = conditionOf(job.status.conditions, 'Failed')?.message;
  return `it is ${statusText(job)}${message ? ` (${message})` : ''} with ${active} active, ${succeeded} succeeded and ${failed} failed Pods`;
}

export const Jobs = defineKind<Job>('batch/v1', 'Job', {
  revalidatesMetadata: 'before',
  hasGeneration: true,
  defaultPropagation: 'Background',
  defaults({ spec }) {
    jobSpecDefaults(spec);
    if (!Object.isFrozen(spec)) templateDefaults(spec.template);
  },
  prepareForCreate(draft) {
    const { metadata, spec } = draft;
    const isLent = hasLabels(spec.template.metadata) && !hasLabels(metadata);
    if (spec.manualSelector !== true) generateSelector(draft);
    // upstream shares the map: what the selector needs stands in both
    if (isLent) lendLabels(draft);
  },
  defaultsOfStored(draft) {
    if (!hasLabels(draft.metadata)) lendLabels(draft);
  },
  gated: new GatedFields([
    { gate: 'JobManagedBy', path: 'spec.managedBy' },
    ...podGatedFields('spec.template.spec'),
  ]),
  validate: validateJob,
  validateReplacement: validateJobUpdate,
  validateStatusUpdate: validateJobStatus,
  warnings: ({ metadata, spec }, old) => [
    ...(old === undefined ? ownerNameWarnings(metadata.name) : []),
    ...(spec === old?.spec ? [] : jobSpecWarnings(spec, 'spec')),
  ],
  selectableFields: { 'status.successful': ({ status }) => String(status.succeeded ?? 0) },
  states: {
    complete: (job) => isJobComplete(job) || why(job),
    failed: (job) => isJobFailed(job) || why(job),
    suspended: (job) => isTrue(job.status.conditions, 'Suspended') || why(job),
  },
  row(job, now) {
    const containers = job.spec.template.spec?.containers ?? [];
    return [
      job.metadata.name,
      statusText(job),
      completionsText(job),
      durationText(job, now),
      ageOf(job, now),
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
      job.spec.selector === undefined ? '<none>' : formatSelector(job.spec.selector),
    ];
  },
});
