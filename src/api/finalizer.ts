import { type FieldError, invalid, invalidEach } from './field-error';
import { qualifiedNameErrors } from './names';

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
