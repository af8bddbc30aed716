import { ageOf } from '../age';
import { invalid } from '../field-error';
import { finalizerErrors } from '../finalizer';
import { defineKind } from '../kind';
import { dnsLabelErrors } from '../names';
import type { Namespace } from '../schema/objects';

export const Namespaces = defineKind<Namespace>('v1', 'Namespace', {
  revalidatesMetadata: 'before',
  validateName: dnsLabelErrors,
  prepareForCreate(draft) {
    draft.spec = {
      ...draft.spec,
      finalizers: [...new Set([...(draft.spec?.finalizers ?? []), 'kubernetes'])],
    };
    draft.status = { phase: 'Active' };
  },
  defaults(draft) {
    const { metadata } = draft;
    if (
      metadata.name &&
      metadata.labels?.['kubernetes.io/metadata.name'] !== metadata.name &&
      !Object.isFrozen(metadata)
    ) {
      metadata.labels = { ...metadata.labels, 'kubernetes.io/metadata.name': metadata.name };
    }
  },
  validate: ({ spec }) =>
    (spec.finalizers ?? []).flatMap((name) => finalizerErrors('spec.finalizers', name)),
  // upstream: core validation, ValidateNamespaceStatusUpdate
  validateStatusUpdate({ metadata, status }) {
    const { phase = '' } = status;
    const isGoing = metadata.deletionTimestamp !== undefined;
    if (phase === (isGoing ? 'Terminating' : 'Active')) return [];
    const detail = isGoing
      ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
      : "may only be 'Active' if `deletionTimestamp` is empty";
    return [invalid('status.Phase', phase, detail)];
  },
  prepareForUpdate(draft, old) {
    draft.spec = { ...draft.spec, finalizers: [...(old.spec.finalizers ?? [])] };
  },
  markDeleted(draft) {
    draft.status = { ...draft.status, phase: 'Terminating' };
  },
  holdsDeletion: ({ spec }) => (spec.finalizers ?? []).length > 0,
  selectableFields: { 'status.phase': ({ status }) => status.phase ?? '' },
  states: {
    active: ({ status }) => status.phase === 'Active' || `it is ${status.phase}`,
    terminating: ({ status }) => status.phase === 'Terminating' || `it is ${status.phase}`,
  },
  row: (namespace, now) => [
    namespace.metadata.name,
    namespace.status.phase ?? '',
    ageOf(namespace, now),
  ],
});
