import { ageOf } from '../age';
import { validateSelectorAndTemplate } from '../apps/template-validation';
import { invalid } from '../field-error';
import { defineKind } from '../kind';
import type { ReplicationController } from '../schema/objects';
import { formatSelector } from '../selector';
import { templateDefaults } from './pod';

export const ReplicationControllers = defineKind<ReplicationController>(
  'v1',
  'ReplicationController',
  {
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
    validate: ({ spec }) => [
      ...((spec.replicas ?? 0) < 0
        ? [invalid('spec.replicas', spec.replicas, 'must be greater than or equal to 0')]
        : []),
      ...validateSelectorAndTemplate({ matchLabels: spec.selector ?? {} }, spec.template ?? {}),
    ],
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
