import { ageOf } from '../age';
import { validateConditions } from '../condition-validation';
import { type FieldError, invalid, nonNegative, notSupported } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { validateLabelSelector } from '../label-selector';
import { pathSegmentErrors } from '../names';
import type { PodDisruptionBudget } from '../schema/objects';

function share(path: string, value: number | string | undefined): FieldError[] {
  if (typeof value === 'number' && value < 0) {
    return [invalid(path, value, 'must be greater than or equal to 0')];
  }
  if (typeof value !== 'string') return [];
  if (!/^\d+%$/.test(value)) {
    return [
      invalid(
        path,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return Number.parseInt(value, 10) > 100
    ? [invalid(path, value, 'must not be greater than 100%')]
    : [];
}

const SPEC = 'io.k8s.api.policy.v1.PodDisruptionBudgetSpec';
const COUNTS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

export const PodDisruptionBudgets = defineKind<PodDisruptionBudget>(
  'policy/v1',
  'PodDisruptionBudget',
  {
    hasGeneration: true,
    validateName: pathSegmentErrors,
    takesAnyFinalizer: true,
    validate({ spec }) {
      const errors: FieldError[] = [];
      if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
        const detail = 'minAvailable and maxUnavailable cannot be both set';
        errors.push(invalid('spec', goStruct(SPEC, spec), detail));
      }
      errors.push(...share('spec.minAvailable', spec.minAvailable));
      errors.push(...share('spec.maxUnavailable', spec.maxUnavailable));
      if (spec.selector !== undefined)
        errors.push(...validateLabelSelector(spec.selector, 'spec.selector'));
      const policy = spec.unhealthyPodEvictionPolicy;
      if (policy !== undefined && !POLICIES.includes(policy)) {
        errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES));
      }
      return errors;
    },
    validateStatusUpdate: ({ status }) => [
      ...validateConditions(status.conditions, 'status.conditions'),
      ...COUNTS.flatMap((field) => nonNegative(`status.${field}`, status[field])),
    ],
    states: {
      healthy: ({ status }) =>
        status.currentHealthy >= status.desiredHealthy ||
        `${status.currentHealthy} of ${status.desiredHealthy} Pods are healthy`,
    },
    row: (budget, now) => [
      budget.metadata.name,
      budget.spec.minAvailable ?? 'N/A',
      budget.spec.maxUnavailable ?? 'N/A',
      budget.status.disruptionsAllowed,
      ageOf(budget, now),
    ],
  },
);
