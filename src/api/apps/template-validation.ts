import { validatePodTemplate } from '../core/pod-validation';
import type { FeatureGates } from '../features/feature-gates';
import {
  type FieldError,
  forbidden,
  immutable,
  invalid,
  notSupported,
  required,
} from '../field-error';
import {
  isSelectorEmpty,
  isSelectorSound,
  shownSelector,
  validateLabelSelector,
} from '../label-selector';
import { deepEqual } from '../object';
import type { LabelSelector, PodTemplateSpec } from '../schema/objects';
import { matchesSelector } from '../selector';

/** How a kind words what is wrong with its selector and template. */
interface Wording {
  /** As `deployment`, in "empty selector is invalid for deployment". */
  readonly kind: string;
  /** As `ReplicaSet`, in "activeDeadlineSeconds in ReplicaSet is not Supported". */
  readonly template: string;
}

/** Deployments and ReplicaSets share upstream's words. */
export const REPLICA_SET_WORDING: Wording = { kind: 'deployment', template: 'ReplicaSet' };

/** What is wrong when an update changes the selector. */
export function immutableSelector(
  { selector }: { readonly selector: LabelSelector },
  { selector: old }: { readonly selector: LabelSelector },
): FieldError[] {
  return immutable('spec.selector', shownSelector(selector), deepEqual(selector, old));
}

/** The template's labels must be those that the selector selects. */
export function validateMatch(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
  path: string,
): FieldError[] {
  const labels = template.metadata?.labels;
  if (selector !== undefined && (isSelectorEmpty(selector) || matchesSelector(selector, labels))) {
    return [];
  }
  const why = '`selector` does not match template `labels`';
  return [invalid(`${path}.metadata.labels`, labels ?? null, why)];
}

/** The Pods of a workload that never ends are restarted always, and have no deadline. */
export function validateEndless(
  { spec }: PodTemplateSpec,
  path: string,
  kind: string,
): FieldError[] {
  const errors: FieldError[] = [];
  const { restartPolicy = 'Always', activeDeadlineSeconds } = spec ?? {};
  if (restartPolicy !== 'Always') {
    errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds === undefined) return errors;
  const why = `activeDeadlineSeconds in ${kind} is not Supported`;
  return [...errors, forbidden(`${path}.spec.activeDeadlineSeconds`, why)];
}

/** What is wrong with a selector by itself. */
export function validateOwnSelector(
  selector: LabelSelector | undefined,
  path: string,
  kind: string,
): FieldError[] {
  if (selector === undefined) return [required(path)];
  const errors = validateLabelSelector(selector, path);
  if (!isSelectorEmpty(selector)) return errors;
  return [
    ...errors,
    invalid(path, shownSelector(selector), `empty selector is invalid for ${kind}`),
  ];
}

/**
 * What is wrong with the selector and the template of a Deployment or ReplicaSet.
 * upstream: apps validation, ValidatePodTemplateSpecForReplicaSet
 */
export function validateSelectorAndTemplate(
  selector: LabelSelector | undefined,
  template: PodTemplateSpec,
  { kind, template: owner }: Wording,
  features: FeatureGates,
): FieldError[] {
  const errors = validateOwnSelector(selector, 'spec.selector', kind);
  if (selector !== undefined && !isSelectorSound(selector)) {
    return [...errors, invalid('spec.selector', shownSelector(selector), 'invalid label selector')];
  }
  const path = 'spec.template';
  return [
    ...errors,
    ...validateMatch(selector, template, path),
    ...validatePodTemplate(template, path, features),
    ...validateEndless(template, path, owner),
  ];
}
