import { ageOf } from '../age';
import { conditionOf } from '../condition';
import { templateDefaults } from '../core/pod';
import { podGatedFields } from '../core/pod-gated-fields';
import type { FeatureGates } from '../features/feature-gates';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, forbidden, invalid, nonNegative, notSupported } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import type { Deployment, DeploymentStrategy } from '../schema/objects';
import { formatSelector } from '../selector';
import { namedWorkloadWarnings } from '../warnings/pod';
import { isZeroShare, validateAtMostAll, validateShare } from './rolling-update';
import {
  validateAvailable,
  validateCollisions,
  validateCounts,
  validateParts,
} from './status-validation';
import {
  immutableSelector,
  REPLICA_SET_WORDING,
  validateSelectorAndTemplate,
} from './template-validation';

// upstream: apps validation, ValidateDeploymentStrategy
function validateStrategy(strategy: DeploymentStrategy): FieldError[] {
  const path = 'spec.strategy';
  const { type, rollingUpdate } = strategy;
  if (type === 'Recreate') {
    if (rollingUpdate === undefined) return [];
    const why = "may not be specified when strategy `type` is 'Recreate'";
    return [forbidden(`${path}.rollingUpdate`, why)];
  }
  if (type !== 'RollingUpdate') {
    const shown = goStruct('io.k8s.api.apps.v1.DeploymentStrategy', strategy);
    return [notSupported(path, shown, ['Recreate', 'RollingUpdate'])];
  }
  const { maxSurge, maxUnavailable = 0 } = rollingUpdate ?? {};
  const at = `${path}.rollingUpdate`;
  const errors = [
    ...validateShare(`${at}.maxUnavailable`, maxUnavailable),
    ...validateShare(`${at}.maxSurge`, maxSurge),
  ];
  if (isZeroShare(maxSurge) && isZeroShare(maxUnavailable)) {
    const why = 'may not be 0 when `maxSurge` is 0';
    errors.push(invalid(`${at}.maxUnavailable`, maxUnavailable, why));
  }
  return [...errors, ...validateAtMostAll(`${at}.maxUnavailable`, maxUnavailable)];
}

// upstream: apps validation, ValidateDeploymentSpec
function validate({ spec }: Deployment, features: FeatureGates): FieldError[] {
  const { progressDeadlineSeconds: deadline, minReadySeconds = 0 } = spec;
  const errors = [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelectorAndTemplate(spec.selector, spec.template, REPLICA_SET_WORDING, features),
    ...validateStrategy(spec.strategy ?? {}),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative('spec.progressDeadlineSeconds', deadline),
  ];
  if (deadline === undefined || deadline > minReadySeconds) return errors;
  const why = 'must be greater than minReadySeconds';
  return [...errors, invalid('spec.progressDeadlineSeconds', deadline, why)];
}

const COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
];

// upstream: apps validation, ValidateDeploymentStatusUpdate
function validateStatusUpdate({ status }: Deployment, { status: old }: Deployment): FieldError[] {
  return [
    ...validateCounts(status, COUNTS),
    ...validateParts(status, ['updatedReplicas', 'readyReplicas', 'availableReplicas']),
    ...validateAvailable(status),
    ...validateCollisions(status, old),
  ];
}

/** Whether a rollout has come to its end, in the words of `kubectl rollout status`. */
function complete({ metadata, spec, status }: Deployment): true | string {
  const wanted = spec.replicas ?? 1;
  const updated = status.updatedReplicas ?? 0;
  const all = status.replicas ?? 0;
  const available = status.availableReplicas ?? 0;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return 'the deployment controller has not seen the latest change';
  }
  const progressing = conditionOf(status.conditions, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return 'it exceeded its progress deadline';
  if (updated < wanted) return `${updated} out of ${wanted} new replicas have been updated`;
  if (all > updated) return `${all - updated} old replicas are pending termination`;
  if (available < updated) return `${available} of ${updated} updated replicas are available`;
  return true;
}

/** Available as its condition says: no more of its Pods are missing than its strategy allows. */
function available({ metadata, status }: Deployment): true | string {
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    return 'the deployment controller has not seen the latest change';
  }
  const condition = conditionOf(status.conditions, 'Available');
  if (condition?.status === 'True') return true;
  return condition?.message ?? 'it has no condition Available';
}

export const Deployments = defineKind<Deployment>('apps/v1', 'Deployment', {
  hasGeneration: true,
  gated: new GatedFields([
    { gate: 'DeploymentReplicaSetTerminatingReplicas', path: 'status.terminatingReplicas' },
    ...podGatedFields('spec.template.spec'),
  ]),
  statusKeeps: ['labels'],
  countsAnnotations: true,
  defaults({ spec }) {
    if (Object.isFrozen(spec)) return;
    if (spec.replicas === undefined) spec.replicas = 1;
    if (spec.revisionHistoryLimit === undefined) spec.revisionHistoryLimit = 10;
    if (spec.progressDeadlineSeconds === undefined) spec.progressDeadlineSeconds = 600;
    if (spec.strategy === undefined || !Object.isFrozen(spec.strategy)) {
      spec.strategy ??= {};
      const { strategy } = spec;
      if (!strategy.type) strategy.type = 'RollingUpdate';
      if (strategy.type === 'RollingUpdate') {
        strategy.rollingUpdate = {
          ...strategy.rollingUpdate,
          maxUnavailable: strategy.rollingUpdate?.maxUnavailable ?? '25%',
          maxSurge: strategy.rollingUpdate?.maxSurge ?? '25%',
        };
      }
    }
    templateDefaults(spec.template);
  },
  validate,
  validateReplacement: (deployment, old, features) => [
    ...validate(deployment, features),
    ...immutableSelector(deployment.spec, old.spec),
  ],
  validateStatusUpdate,
  warnings: namedWorkloadWarnings,
  states: {
    available,
    complete,
    progressing: ({ status }) =>
      conditionOf(status.conditions, 'Progressing')?.status === 'True' || 'it makes no progress',
    failed: ({ status }) =>
      conditionOf(status.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded' ||
      'it has not exceeded its progress deadline',
    paused: ({ spec }) => spec.paused === true || 'its rollout is not paused',
  },
  goals: {
    available(deployment) {
      const { spec, status } = deployment;
      const wanted = spec.replicas ?? 1;
      const count = status.availableReplicas ?? 0;
      return count < wanted ? `${count} of ${wanted} Pods are available` : available(deployment);
    },
  },
  row(deployment, now) {
    const { metadata, spec, status } = deployment;
    const containers = spec.template.spec?.containers ?? [];
    return [
      metadata.name,
      `${status.readyReplicas ?? 0}/${spec.replicas ?? 1}`,
      status.updatedReplicas ?? 0,
      status.availableReplicas ?? 0,
      ageOf(deployment, now),
      containers.map(({ name }) => name).join(','),
      containers.map(({ image }) => image).join(','),
      formatSelector(spec.selector),
    ];
  },
});
