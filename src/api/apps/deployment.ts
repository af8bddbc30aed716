import { ageOf } from '../age';
import { conditionOf } from '../condition';
import { templateDefaults } from '../core/pod';
import { type FieldError, forbidden, invalid, notSupported } from '../field-error';
import { defineKind } from '../kind';
import { deepEqual } from '../object';
import type { Deployment, DeploymentStrategy } from '../schema/objects';
import { formatSelector } from '../selector';
import { validateSelectorAndTemplate } from './template-validation';

function nonNegative(path: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0
    ? [invalid(path, value, 'must be greater than or equal to 0')]
    : [];
}

function share(path: string, value: number | string | undefined): FieldError[] {
  if (typeof value === 'string' && !/^\d+%$/.test(value)) {
    return [
      invalid(
        path,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return typeof value === 'number' ? nonNegative(path, value) : [];
}

function isZero(value: number | string | undefined): boolean {
  return (
    value === 0 ||
    value === undefined ||
    (typeof value === 'string' && Number.parseInt(value, 10) === 0)
  );
}

function validateStrategy(strategy: DeploymentStrategy | undefined): FieldError[] {
  const path = 'spec.strategy';
  const { type, rollingUpdate } = strategy ?? {};
  if (type === 'Recreate') {
    if (rollingUpdate === undefined) return [];
    return [
      forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'"),
    ];
  }
  if (type !== 'RollingUpdate') {
    return [notSupported(`${path}.type`, type ?? '', ['Recreate', 'RollingUpdate'])];
  }
  const { maxSurge, maxUnavailable } = rollingUpdate ?? {};
  const errors = [
    ...share(`${path}.rollingUpdate.maxUnavailable`, maxUnavailable),
    ...share(`${path}.rollingUpdate.maxSurge`, maxSurge),
  ];
  if (isZero(maxSurge) && isZero(maxUnavailable)) {
    errors.push(
      invalid(
        `${path}.rollingUpdate.maxUnavailable`,
        maxUnavailable ?? 0,
        'may not be 0 when `maxSurge` is 0',
      ),
    );
  }
  if (typeof maxUnavailable === 'string' && Number.parseInt(maxUnavailable, 10) > 100) {
    errors.push(
      invalid(
        `${path}.rollingUpdate.maxUnavailable`,
        maxUnavailable,
        'must not be greater than 100%',
      ),
    );
  }
  return errors;
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

export const Deployments = defineKind<Deployment>('apps/v1', 'Deployment', {
  hasGeneration: true,
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
  validate: ({ spec }) => [
    ...nonNegative('spec.replicas', spec.replicas),
    ...validateSelectorAndTemplate(spec.selector, spec.template),
    ...validateStrategy(spec.strategy),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
    ...nonNegative('spec.progressDeadlineSeconds', spec.progressDeadlineSeconds),
    ...((spec.progressDeadlineSeconds ?? 600) <= (spec.minReadySeconds ?? 0)
      ? [
          invalid(
            'spec.progressDeadlineSeconds',
            spec.progressDeadlineSeconds,
            'must be greater than minReadySeconds',
          ),
        ]
      : []),
  ],
  validateUpdate: ({ spec }, old) =>
    deepEqual(spec.selector, old.spec.selector)
      ? []
      : [invalid('spec.selector', spec.selector, 'field is immutable')],
  states: {
    available({ metadata, spec, status }) {
      if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
        return 'the deployment controller has not seen the latest change';
      }
      const wanted = spec.replicas ?? 1;
      const available = status.availableReplicas ?? 0;
      if (available < wanted) return `${available} of ${wanted} Pods are available`;
      const condition = conditionOf(status.conditions, 'Available');
      return (
        condition?.status === 'True' || (condition?.message ?? 'it has no condition Available')
      );
    },
    complete,
    progressing: ({ status }) =>
      conditionOf(status.conditions, 'Progressing')?.status === 'True' || 'it makes no progress',
    failed: ({ status }) =>
      conditionOf(status.conditions, 'Progressing')?.reason === 'ProgressDeadlineExceeded' ||
      'it has not exceeded its progress deadline',
    paused: ({ spec }) => spec.paused === true || 'its rollout is not paused',
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
