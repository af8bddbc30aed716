import { type FieldError, invalid, invalidEach } from './field-error';
import { qualifiedNameErrors } from './names';
import type { KubeObject } from './object';

/** The finalizers that need no domain, as they are Kubernetes' own. */
const STANDARD = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** What is wrong with a finalizer's name. upstream: core validation, ValidateFinalizerName */
export function finalizerErrors(path: string, name: string): FieldError[] {
  return [...invalidEach(path, name, qualifiedNameErrors(name)), ...unqualifiedErrors(path, name)];
}

/** A finalizer without a domain that is not Kubernetes' own. */
export function unqualifiedErrors(path: string, name: string): FieldError[] {
  if (name.includes('/') || STANDARD.has(name)) return [];
  return [
    invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified'),
  ];
}

/** What is odd about the new finalizers of a custom resource. upstream: apiextensions, generateWarningsFromObj */
export function finalizerWarnings(object: KubeObject, old: KubeObject | undefined): string[] {
  const { finalizers = [] } = object.metadata;
  const before = old?.metadata.finalizers ?? [];
  if (finalizers === before) return [];
  const advice =
    'prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers';
  return [...new Set(finalizers)]
    .filter((name) => !before.includes(name) && !name.includes('/') && !STANDARD.has(name))
    .sort()
    .map((name) => `metadata.finalizers: ${JSON.stringify(name)}: ${advice}`);
}
