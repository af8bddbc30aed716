import { ageOf } from '../age';
import { templateDefaults } from '../core/pod';
import { podGatedFields } from '../core/pod-gated-fields';
import type { FeatureGates } from '../features/feature-gates';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, nonNegative } from '../field-error';
import { defineKind } from '../kind';
import type { ReplicaSet } from '../schema/objects';
import { formatSelector } from '../selector';
import { namedWorkloadWarnings } from '../warnings/pod';
import { validateReplicaStatus } from './status-validation';
import {
  immutableSelector,
  REPLICA_SET_WORDING,
  validateSelectorAndTemplate,
} from './template-validation';

// upstream: apps validation, ValidateReplicaSetSpec
function validate({ spec }: ReplicaSet, features: FeatureGates): FieldError[] {
  return [
    ...nonNegative('spec.replicas', spec.replicas),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateSelectorAndTemplate(
      spec.selector,
      spec.template ?? {},
      REPLICA_SET_WORDING,
      features,
    ),
  ];
}

export const ReplicaSets = defineKind<ReplicaSet>('apps/v1', 'ReplicaSet', {
  revalidatesMetadata: 'before',
  hasGeneration: true,
  gated: new GatedFields([
    { gate: 'DeploymentReplicaSetTerminatingReplicas', path: 'status.terminatingReplicas' },
    ...podGatedFields('spec.template.spec'),
  ]),
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    if (spec.replicas === undefined) spec.replicas = 1;
    if (spec.template !== undefined) templateDefaults(spec.template);
  },
  prepareForCreate(draft) {
    draft.status = { replicas: 0 };
  },
  validate,
  validateReplacement: (set, old, features) => [
    ...validate(set, features),
    ...immutableSelector(set.spec, old.spec),
  ],
  validateStatusUpdate: ({ status }) => validateReplicaStatus(status),
  warnings: namedWorkloadWarnings,
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
