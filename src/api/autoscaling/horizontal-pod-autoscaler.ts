import { ageOf } from '../age';
import { isTrue } from '../condition';
import { GatedFields } from '../features/gated-fields';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field-error';
import { defineKind } from '../kind';
import type { Draft } from '../object';
import { approximateValue } from '../quantity';
import type { HorizontalPodAutoscaler, HPAScalingPolicy, HPAScalingRules } from '../schema/objects';
import { targetsText } from './metric-text';
import { validateMetric, validateTarget } from './metric-validation';

// upstream: autoscaling validation and autoscaling/v2 defaults
const WINDOW_MAX = 3600;
const PERIOD_MAX = 1800;
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

function validatePolicy(policy: HPAScalingPolicy, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { type, value, periodSeconds } = policy;
  if (!POLICY_TYPES.includes(type)) errors.push(notSupported(`${path}.type`, type, POLICY_TYPES));
  if (value <= 0) errors.push(invalid(`${path}.value`, value, 'must be greater than zero'));
  const at = `${path}.periodSeconds`;
  if (periodSeconds <= 0) errors.push(invalid(at, periodSeconds, 'must be greater than zero'));
  if (periodSeconds > PERIOD_MAX) {
    errors.push(invalid(at, periodSeconds, `must be less than or equal to ${PERIOD_MAX}`));
  }
  return errors;
}

function validateScaling(rules: HPAScalingRules | undefined, path: string): FieldError[] {
  if (rules === undefined) return [];
  const errors: FieldError[] = [];
  const { stabilizationWindowSeconds: seconds, selectPolicy, policies = [] } = rules;
  const at = `${path}.stabilizationWindowSeconds`;
  if (seconds !== undefined && seconds < 0) {
    errors.push(invalid(at, seconds, 'must be greater than or equal to zero'));
  }
  if (seconds !== undefined && seconds > WINDOW_MAX) {
    errors.push(invalid(at, seconds, `must be less than or equal to ${WINDOW_MAX}`));
  }
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)) {
    errors.push(notSupported(`${path}.selectPolicy`, selectPolicy, SELECT_POLICIES));
  }
  if (policies.length === 0) {
    errors.push(required(`${path}.policies`, 'must specify at least one Policy'));
  }
  policies.forEach((policy, index) => {
    errors.push(...validatePolicy(policy, `${path}.policies[${index}]`));
  });
  const { tolerance } = rules;
  if (tolerance !== undefined && approximateValue(tolerance) < 0) {
    const why = 'must be greater than or equal to 0';
    errors.push(invalid(`${path}.tolerance`, tolerance, why));
  }
  return errors;
}

function validateSpec({ spec }: HorizontalPodAutoscaler, lowest: number): FieldError[] {
  const errors: FieldError[] = [];
  const { minReplicas: min, maxReplicas: max, metrics = [], behavior } = spec;
  if (min !== undefined && min < lowest) {
    errors.push(invalid('spec.minReplicas', min, `must be greater than or equal to ${lowest}`));
  }
  if (max < 1) errors.push(invalid('spec.maxReplicas', max, 'must be greater than 0'));
  if (min !== undefined && max < min) {
    errors.push(invalid('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
  }
  errors.push(...validateTarget(spec.scaleTargetRef, 'spec.scaleTargetRef'));
  metrics.forEach((metric, index) => {
    errors.push(...validateMetric(metric, `spec.metrics[${index}]`));
  });
  if (min === 0 && !metrics.some(({ type }) => type === 'Object' || type === 'External')) {
    const detail =
      'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbidden('spec.metrics', detail));
  }
  errors.push(...validateScaling(behavior?.scaleUp, 'spec.behavior.scaleUp'));
  errors.push(...validateScaling(behavior?.scaleDown, 'spec.behavior.scaleDown'));
  return errors;
}

function validateStatus({ status }: HorizontalPodAutoscaler): FieldError[] {
  return (['currentReplicas', 'desiredReplicas'] as const).flatMap((field) => {
    const value = status[field] ?? 0;
    if (value >= 0) return [];
    return [invalid(`status.${field}`, value, 'must be greater than or equal to 0')];
  });
}

const PERCENT: HPAScalingPolicy = { type: 'Percent', value: 100, periodSeconds: 15 };
const SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, PERCENT],
};
const SCALE_DOWN: HPAScalingRules = { selectPolicy: 'Max', policies: [PERCENT] };

function defaultBehavior(draft: Draft<HorizontalPodAutoscaler>): void {
  const { behavior } = draft.spec;
  if (behavior === undefined || Object.isFrozen(behavior)) return;
  behavior.scaleUp = { ...SCALE_UP, ...behavior.scaleUp } as Draft<HPAScalingRules>;
  behavior.scaleDown = { ...SCALE_DOWN, ...behavior.scaleDown } as Draft<HPAScalingRules>;
}

const gated = new GatedFields([
  { gate: 'HPAConfigurableTolerance', path: 'spec.behavior.scaleUp.tolerance' },
  { gate: 'HPAConfigurableTolerance', path: 'spec.behavior.scaleDown.tolerance' },
]);

function hasCondition(type: string) {
  return ({ status }: HorizontalPodAutoscaler) =>
    isTrue(status.conditions, type) || `its condition ${type} is not True`;
}

export const HorizontalPodAutoscalers = defineKind<HorizontalPodAutoscaler>(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  {
    defaults(draft) {
      const { spec } = draft;
      if (spec === undefined || Object.isFrozen(spec)) return;
      spec.minReplicas ??= 1;
      if ((spec.metrics ?? []).length === 0) {
        const target = { type: 'Utilization', averageUtilization: 80 };
        spec.metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
      }
      defaultBehavior(draft);
    },
    gated,
    validate: (autoscaler, { HPAScaleToZero }) => validateSpec(autoscaler, HPAScaleToZero ? 0 : 1),
    validateReplacement: (autoscaler, old, { HPAScaleToZero }) =>
      validateSpec(autoscaler, HPAScaleToZero || old.spec.minReplicas === 0 ? 0 : 1),
    validateStatusUpdate: validateStatus,
    states: {
      active: hasCondition('ScalingActive'),
      able: hasCondition('AbleToScale'),
      limited: hasCondition('ScalingLimited'),
    },
    row: (autoscaler, now) => [
      autoscaler.metadata.name,
      `${autoscaler.spec.scaleTargetRef.kind}/${autoscaler.spec.scaleTargetRef.name}`,
      targetsText(autoscaler),
      `${autoscaler.spec.minReplicas ?? '<unset>'}`,
      autoscaler.spec.maxReplicas,
      autoscaler.status.currentReplicas ?? 0,
      ageOf(autoscaler, now),
    ],
  },
);
