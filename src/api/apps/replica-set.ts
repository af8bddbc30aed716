import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { type FieldError, invalid } from '../field-error';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { ReplicaSet } from '../schema/objects';
import { formatSelector } from '../selector';
import { validateSelectorAndTemplate } from './template-validation';

function nonNegative(path: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0
    ? [invalid(path, value, 'must be greater than or equal to 0')]
    : [];
}

export const ReplicaSets = defineKind<ReplicaSet>('apps/v1', 'ReplicaSet', {
  hasGeneration: true,
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    if (spec.replicas === undefined) spec.replicas = 1;
    if (spec.template !== undefined) templateDefaults(spec.template);
  },
  prepareForCreate(draft) {
    draft.status = { replicas: 0 };
  },
  validate: ({ spec }) => [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelectorAndTemplate(spec.selector, spec.template ?? {}),
  ],
  validateUpdate: ({ spec }, old) =>
    deepEqual(spec.selector, old.spec.selector)
      ? []
      : [invalid('spec.selector', spec.selector, 'field is immutable')],
  selectableFields: { 'status.replicas': ({ status }) => String(status.replicas) },
  states: {
    ready: ({ spec, status }) =>
      (status.readyReplicas ?? 0) >= (spec.replicas ?? 1) ||
      `${status.readyReplicas ?? 0} of ${spec.replicas ?? 1} Pods are ready`,
    available: ({ spec, status }) =>
      (status.availableReplicas ?? 0) >= (spec.replicas ?? 1) ||
      `${status.availableReplicas ?? 0} of ${spec.replicas ?? 1} Pods are available`,
  },
  row(set, now) {
    const containers = set.spec.template?.spec?.containers ?? [];
    return [
      set.metadata.name,
      set.spec.replicas ?? 1,
      set.status.replicas,
      set.status.readyReplicas ?? 0,
      ageOf(set, now),
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
      formatSelector(set.spec.selector),
    ];
  },
});
