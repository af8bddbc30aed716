import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../../field-error';
import { validateLabelSelector } from '../../label-selector';
import { labelValueErrors, qualifiedNameErrors } from '../../names';
import type { PodSpec, Toleration, TopologySpreadConstraint } from '../../schema/objects';
import { keysNamedTwice } from './affinity';

/** The effects of a taint, in upstream's order. */
export const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

// upstream: core validation, ValidateTolerations
function validateToleration(toleration: Toleration, path: string): FieldError[] {
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const errors: FieldError[] = [];
  const at = `${path}.operator`;
  if (key !== '') errors.push(...invalidEach(`${path}.key`, key, qualifiedNameErrors(key)));
  if (key === '' && operator !== 'Exists') {
    const why =
      'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    errors.push(invalid(at, operator, why));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    const why = "effect must be 'NoExecute' when `tolerationSeconds` is set";
    errors.push(invalid(`${path}.effect`, effect, why));
  }
  if (operator === '' || operator === 'Equal') {
    const wrong = labelValueErrors(value);
    if (wrong.length > 0) errors.push(invalid(at, value, wrong.join(';')));
  } else if (operator !== 'Exists') {
    errors.push(notSupported(at, operator, ['Equal', 'Exists']));
  } else if (value !== '') {
    errors.push(invalid(at, value, "value must be empty when `operator` is 'Exists'"));
  }
  if (effect !== '' && !EFFECTS.includes(effect)) {
    errors.push(notSupported(`${path}.effect`, effect, EFFECTS));
  }
  return errors;
}

/** What is wrong with what a Pod tolerates. */
export function validateTolerations(list: readonly Toleration[], path: string): FieldError[] {
  return list.flatMap((toleration, index) => validateToleration(toleration, `${path}[${index}]`));
}

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const INCLUSION = ['Honor', 'Ignore'];

function validateMinDomains(
  { minDomains, whenUnsatisfiable: action }: TopologySpreadConstraint,
  path: string,
): FieldError[] {
  if (minDomains === undefined) return [];
  const errors =
    minDomains > 0 ? [] : [invalid(`${path}.minDomains`, minDomains, 'must be greater than zero')];
  if (action === 'DoNotSchedule') return errors;
  const why = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
  return [...errors, invalid(`${path}.minDomains`, minDomains, why)];
}

function validateMatchKeys(constraint: TopologySpreadConstraint, path: string): FieldError[] {
  const { matchLabelKeys: keys = [], labelSelector } = constraint;
  if (keys.length === 0) return [];
  const errors = keys.flatMap((key, index) =>
    invalidEach(`${path}[${index}]`, key, qualifiedNameErrors(key)),
  );
  if (labelSelector !== undefined) {
    return [...errors, ...keysNamedTwice(keys, labelSelector, path)];
  }
  return [forbidden(path, 'must not be specified when labelSelector is not set'), ...errors];
}

/** What is wrong with how Pods are to be spread. upstream: validateTopologySpreadConstraints */
export function validateSpread(
  constraints: readonly TopologySpreadConstraint[],
  path: string,
): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const { maxSkew, topologyKey, whenUnsatisfiable: action, labelSelector } = constraint;
    const errors: FieldError[] = [];
    if (maxSkew <= 0) {
      errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'));
    }
    if (topologyKey === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (!ACTIONS.includes(action)) {
      errors.push(notSupported(`${at}.whenUnsatisfiable`, action, ACTIONS));
    }
    const isSame = (other: TopologySpreadConstraint) =>
      other.topologyKey === topologyKey && other.whenUnsatisfiable === action;
    if (constraints.slice(index + 1).some(isSame)) {
      const pair = `${at}.{topologyKey, whenUnsatisfiable}`;
      errors.push(duplicate(pair, `{${topologyKey}, ${action}}`));
    }
    errors.push(...validateMinDomains(constraint, at));
    for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[field];
      if (policy === undefined || INCLUSION.includes(policy)) continue;
      errors.push(notSupported(`${at}.${field}`, policy, INCLUSION));
    }
    errors.push(...validateMatchKeys(constraint, `${at}.matchLabelKeys`));
    if (labelSelector === undefined) return errors;
    return [...errors, ...validateLabelSelector(labelSelector, `${at}.labelSelector`)];
  });
}

/** What is wrong with the gates that keep a Pod from the scheduler. upstream: validateSchedulingGates */
export function validateGates(gates: PodSpec['schedulingGates'], path: string): FieldError[] {
  const seen = new Set<string>();
  return (gates ?? []).flatMap(({ name }, index) => {
    const errors = invalidEach(`${path}[${index}]`, name, qualifiedNameErrors(name));
    if (seen.has(name)) errors.push(duplicate(`${path}[${index}]`, name));
    seen.add(name);
    return errors;
  });
}
