import { ageOf } from '../age';
import { validateReplicaStatus } from '../apps/status-validation';
import { validateEndless, validateMatch } from '../apps/template-validation';
import type { FeatureGates } from '../features/feature-gates';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, nonNegative, required } from '../field-error';
import { defineKind } from '../kind';
import type { ReplicationController } from '../schema/objects';
import { formatSelector } from '../selector';
import { namedWorkloadWarnings } from '../warnings/pod';
import { templateDefaults } from './pod';
import { podGatedFields } from './pod-gated-fields';
import { validatePodTemplate } from './pod-validation';

// upstream: core validation, ValidateReplicationControllerSpec
function validate({ spec }: ReplicationController, features: FeatureGates): FieldError[] {
  const { selector = {}, template } = spec;
  const hasSelector = Object.keys(selector).length > 0;
  const path = 'spec.template';
  const errors = [
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...(hasSelector ? [] : [required('spec.selector')]),
    ...nonNegative('spec.replicas', spec.replicas),
  ];
  if (template === undefined) return [...errors, required(path)];
  return [
    ...errors,
    ...(hasSelector ? validateMatch({ matchLabels: selector }, template, path) : []),
    ...validatePodTemplate(template, path, features),
    ...validateEndless(template, path, 'ReplicationController'),
  ];
}

export const ReplicationControllers = defineKind<ReplicationController>(
  'v1',
  'ReplicationController',
  {
    revalidatesMetadata: 'before',
    hasGeneration: true,
    // a client that names no propagation leaves the Pods behind. upstream: registry core/replicationcontroller
    defaultPropagation: 'Orphan',
    // upstream: core/v1 defaults, SetDefaults_ReplicationController
    defaults(draft) {
      const { metadata, spec } = draft;
      if (Object.isFrozen(spec)) return;
      spec.replicas ??= 1;
      const labels = spec.template?.metadata?.labels;
      if (labels !== undefined) {
        if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels };
        if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = { ...labels };
      }
      if (spec.template !== undefined) templateDefaults(spec.template);
    },
    prepareForCreate(draft) {
      draft.status = { replicas: 0 };
    },
    gated: new GatedFields(podGatedFields('spec.template.spec')),
    validate,
    validateStatusUpdate: ({ status }) => validateReplicaStatus(status),
    warnings: namedWorkloadWarnings,
    selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
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
        formatSelector({ matchLabels: set.spec.selector ?? {} }),
      ];
    },
  },
);
