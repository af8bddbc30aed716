import { validatePodTemplate } from '../core/pod-validation';
import type { FeatureGates } from '../features/feature-gates';
import {
  type FieldError,
  immutable,
  invalid,
  invalidEach,
  nonNegative,
  notSupported,
  required,
  tooLong,
} from '../field-error';
import { goField, goStruct } from '../go-value';
import { isSelectorSound, shownSelector, validateLabelSelector } from '../label-selector';
import { dnsLabelErrors, dnsSubdomainErrors } from '../names';
import { deepEqual } from '../object';
import type { Job, JobSpec, PodTemplateSpec } from '../schema/objects';
import { matchesSelector } from '../selector';
import { validateFailurePolicy, validateSuccessPolicy } from './job-policies';

const PARALLELISM_MAX = 100_000;
const FAILED_INDEXES_MAX = 100_000;
const MANY_COMPLETIONS = 100_000;
const WITH_MANY_MAX = 10_000;
const MANAGED_BY_MAX = 63;
const HTTP_PATH = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/;

// upstream: apimachinery validation, IsDomainPrefixedPath
function validateManagedBy(value: string | undefined): FieldError[] {
  if (value === undefined) return [];
  const path = 'spec.managedBy';
  if (value === '') return [required(path)];
  const slash = value.indexOf('/');
  const [host, rest] = [value.slice(0, Math.max(slash, 0)), value.slice(slash + 1)];
  const errors: FieldError[] = [];
  if (slash < 0 || host === '' || rest === '') {
    errors.push(invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  } else {
    errors.push(...invalidEach(path, host, dnsSubdomainErrors(host)));
    if (!HTTP_PATH.test(rest)) {
      const why = `Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')`;
      errors.push(invalid(path, rest, why));
    }
  }
  if (value.length > MANAGED_BY_MAX) errors.push(tooLong(path, MANAGED_BY_MAX));
  return errors;
}

function validateIndexed(spec: JobSpec, path: string): FieldError[] {
  const { completions, parallelism = 0, maxFailedIndexes } = spec;
  const errors: FieldError[] = [];
  if (completions === undefined) {
    errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
  }
  if (parallelism > PARALLELISM_MAX) {
    const why = `must be less than or equal to ${PARALLELISM_MAX} when completion mode is Indexed`;
    errors.push(invalid(`${path}.parallelism`, parallelism, why));
  }
  const at = `${path}.maxFailedIndexes`;
  if (maxFailedIndexes !== undefined && maxFailedIndexes > (completions ?? Infinity)) {
    errors.push(invalid(at, maxFailedIndexes, 'must be less than or equal to completions'));
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > FAILED_INDEXES_MAX) {
    const why = `must be less than or equal to ${FAILED_INDEXES_MAX}`;
    errors.push(invalid(at, maxFailedIndexes, why));
  }
  if ((completions ?? 0) <= MANY_COMPLETIONS || spec.backoffLimitPerIndex === undefined) {
    return errors;
  }
  const many = `must be less than or equal to ${WITH_MANY_MAX} when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  if (maxFailedIndexes === undefined) {
    errors.push(required(at, `must be specified when completions is above ${MANY_COMPLETIONS}`));
  }
  if (parallelism > WITH_MANY_MAX) {
    errors.push(invalid(`${path}.parallelism`, parallelism, many));
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > WITH_MANY_MAX) {
    errors.push(invalid(at, maxFailedIndexes, many));
  }
  return errors;
}

function validateMode(spec: JobSpec, path: string): FieldError[] {
  const { completionMode: mode = 'NonIndexed' } = spec;
  if (mode === 'Indexed') return validateIndexed(spec, path);
  if (mode !== 'NonIndexed') {
    return [notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed'])];
  }
  return (['backoffLimitPerIndex', 'maxFailedIndexes'] as const).flatMap((field) =>
    spec[field] === undefined
      ? []
      : [invalid(`${path}.${field}`, spec[field], 'requires indexed completion mode')],
  );
}

function validateReplacementPolicy(spec: JobSpec, path: string): FieldError[] {
  const { podReplacementPolicy: policy } = spec;
  if (policy === undefined) return [];
  const values =
    spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  return values.includes(policy)
    ? []
    : [notSupported(`${path}.podReplacementPolicy`, policy, values)];
}

function validateRestartPolicy(spec: JobSpec, path: string): FieldError[] {
  const at = `${path}.template.spec.restartPolicy`;
  const { restartPolicy: policy = '' } = spec.template.spec ?? {};
  if (policy === '' || policy === 'Always') {
    return [required(at, 'valid values: "OnFailure", "Never"')];
  }
  if (policy !== 'OnFailure' && policy !== 'Never') {
    return [notSupported(at, policy, ['OnFailure', 'Never'])];
  }
  if (spec.podFailurePolicy === undefined || policy === 'Never') return [];
  return [invalid(at, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}

/** What is wrong with a Job's spec, or with that of a template of Jobs. upstream: batch validation, validateJobSpec */
export function validateJobSpec(spec: JobSpec, path: string, features: FeatureGates): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of [
    'parallelism',
    'completions',
    'activeDeadlineSeconds',
    'backoffLimit',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ] as const) {
    errors.push(...nonNegative(`${path}.${field}`, spec[field]));
  }
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  return [
    ...errors,
    ...validateManagedBy(spec.managedBy),
    ...validateMode(spec, path),
    ...validateFailurePolicy(spec, `${path}.podFailurePolicy`),
    ...validateSuccessPolicy(spec, `${path}.successPolicy`),
    ...validateReplacementPolicy(spec, path),
    ...validatePodTemplate(spec.template, `${path}.template`, features),
    ...validateRestartPolicy(spec, path),
  ];
}

// upstream: core validation, ValidateHasLabel
function validateHasLabel(template: PodTemplateSpec, key: string, value: string): FieldError[] {
  const labels = template.metadata?.labels ?? {};
  const path = `spec.template.metadata.labels[${key}]`;
  const why = `must be '${value}'`;
  if (labels[key] === undefined) return [required(path, why)];
  return labels[key] === value ? [] : [invalid(path, labels, why)];
}

// upstream: batch validation, validateGeneratedSelector
function validateGenerated({ metadata, spec }: Job): FieldError[] {
  if (spec.manualSelector === true || spec.selector === undefined) return [];
  const { uid = '', name } = metadata;
  const labels = {
    'controller-uid': uid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  };
  const errors = Object.entries(labels).flatMap(([key, value]) =>
    validateHasLabel(spec.template, key, value),
  );
  if (matchesSelector(spec.selector, labels)) return errors;
  const why = '`selector` not auto-generated';
  return [...errors, invalid('spec.selector', shownSelector(spec.selector), why)];
}

function validateSelector({ selector, template }: JobSpec): FieldError[] {
  const errors =
    selector === undefined
      ? [required('spec.selector')]
      : validateLabelSelector(selector, 'spec.selector');
  if (selector !== undefined && !isSelectorSound(selector)) return errors;
  const { labels } = template.metadata ?? {};
  if (matchesSelector(selector, labels)) return errors;
  const why = '`selector` does not match template `labels`';
  return [...errors, invalid('spec.template.metadata.labels', labels ?? null, why)];
}

/** Everything that is wrong with a Job. upstream: batch validation, ValidateJob */
export function validateJob(job: Job, features: FeatureGates): FieldError[] {
  const { metadata, spec } = job;
  const errors = [
    ...validateGenerated(job),
    ...validateJobSpec(spec, 'spec', features),
    ...validateSelector(spec),
  ];
  const { completionMode, completions = 0 } = spec;
  if (completionMode !== 'Indexed' || completions < 1) return errors;
  const host = `${metadata.name}-${completions - 1}`;
  if (dnsLabelErrors(host).length === 0) return errors;
  const why = `will not able to create pod with invalid DNS label: ${host}`;
  return [...errors, invalid('metadata.name', metadata.name, why)];
}

/** The old template with what a suspended Job that has not begun may change. upstream: validatePodTemplateUpdate */
function withNewDirectives(old: PodTemplateSpec, next: PodTemplateSpec): PodTemplateSpec {
  const before = { ...old.spec } as Record<string, unknown>;
  const after = (next.spec ?? {}) as unknown as Record<string, unknown>;
  for (const field of ['nodeSelector', 'tolerations', 'schedulingGates']) {
    before[field] = after[field];
  }
  const { nodeAffinity: _old, ...others } = old.spec?.affinity ?? {};
  const nodeAffinity = next.spec?.affinity?.nodeAffinity;
  const affinity = { ...others, ...(nodeAffinity === undefined ? {} : { nodeAffinity }) };
  before.affinity = Object.keys(affinity).length === 0 ? next.spec?.affinity && {} : affinity;
  const { annotations, labels } = next.metadata ?? {};
  const metadata = { ...old.metadata, annotations, labels };
  return { ...old, metadata, spec: before } as unknown as PodTemplateSpec;
}

function validateCompletions({ spec }: Job, { spec: old }: Job): FieldError[] {
  const { completions, parallelism } = spec;
  const path = 'spec.completions';
  const isSame = completions === old.completions;
  if (spec.completionMode !== 'Indexed') return immutable(path, completions, isSame);
  if (isSame || completions === undefined || completions === parallelism) return [];
  return [invalid(path, completions, 'can only be modified in tandem with spec.parallelism')];
}

/** Everything that is wrong with an update of a Job. upstream: batch validation, ValidateJobUpdate */
export function validateJobUpdate(job: Job, old: Job, features: FeatureGates): FieldError[] {
  const { spec } = job;
  const errors = [
    ...validateJobSpec(spec, 'spec', features),
    ...validateSelector(spec),
    ...validateCompletions(job, old),
    ...immutable(
      'spec.selector',
      shownSelector(spec.selector),
      deepEqual(spec.selector, old.spec.selector),
    ),
  ];
  // upstream: registry batch/job, validationOptionsForJob
  const isMutable = old.spec.suspend === true && old.status.startTime === undefined;
  const before = isMutable
    ? withNewDirectives(old.spec.template, spec.template)
    : old.spec.template;
  if (!deepEqual(spec.template, before)) {
    const shown = goStruct('io.k8s.api.core.v1.PodTemplateSpec', spec.template);
    errors.push(invalid('spec.template', shown, 'field is immutable'));
  }
  for (const field of [
    'completionMode',
    'podFailurePolicy',
    'backoffLimitPerIndex',
    'managedBy',
    'successPolicy',
  ] as const) {
    const isSame = deepEqual(spec[field], old.spec[field]);
    const shown = goField('io.k8s.api.batch.v1.JobSpec', field, spec[field]);
    errors.push(...immutable(`spec.${field}`, shown, isSame));
  }
  return errors;
}
