import {
  duplicate,
  type FieldError,
  invalid,
  invalidEach,
  nonNegative,
  notSupported,
  required,
  tooMany,
} from '../field-error';
import { goStruct } from '../go-value';
import { qualifiedNameErrors } from '../names';
import type { JobSpec, PodFailurePolicyRule, SuccessPolicyRule } from '../schema/objects';

const RULES_MAX = 20;
const CODES_MAX = 255;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

/** A value that is not shown. */
function wrong(field: string, detail: string): FieldError {
  return { type: 'FieldValueInvalid', field, message: `Invalid value: ${detail}` };
}

function choice(path: string, value: string, values: readonly string[]): FieldError[] {
  if (value !== '') return values.includes(value) ? [] : [notSupported(path, value, values)];
  // upstream: Go's %q of a list
  return [required(path, `valid values: [${values.map((v) => JSON.stringify(v)).join(' ')}]`)];
}

function validateExitCodes(
  codes: NonNullable<PodFailurePolicyRule['onExitCodes']>,
  containers: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const { operator, containerName, values } = codes;
  const errors = choice(`${path}.operator`, operator, OPERATORS);
  if (containerName !== undefined && !containers.has(containerName)) {
    const why = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(`${path}.containerName`, containerName, why));
  }
  const at = `${path}.values`;
  if (values.length === 0) errors.push(invalid(at, values, 'at least one value is required'));
  else if (values.length > CODES_MAX) errors.push(tooMany(at, values.length, CODES_MAX));
  values.forEach((value, index) => {
    if (operator === 'In' && value === 0) {
      errors.push(invalid(`${at}[${index}]`, value, 'must not be 0 for the In operator'));
    }
    if (values.indexOf(value) < index) errors.push(duplicate(`${at}[${index}]`, value));
  });
  const isOrdered = values.every((value, i) => i === 0 || (values[i - 1] ?? value) <= value);
  return isOrdered ? errors : [...errors, invalid(at, values, 'must be ordered')];
}

function validateConditions(
  patterns: NonNullable<PodFailurePolicyRule['onPodConditions']>,
  path: string,
): FieldError[] {
  const errors = patterns.length > RULES_MAX ? [tooMany(path, patterns.length, RULES_MAX)] : [];
  patterns.forEach(({ type, status = '' }, index) => {
    const at = `${path}[${index}]`;
    errors.push(...invalidEach(`${at}.type`, type, qualifiedNameErrors(type)));
    errors.push(...choice(`${at}.status`, status, STATUSES));
  });
  return errors;
}

function validateRule(
  rule: PodFailurePolicyRule,
  spec: JobSpec,
  containers: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const { action, onExitCodes, onPodConditions = [] } = rule;
  const errors = choice(`${path}.action`, action, ACTIONS);
  if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    const why = 'requires the backoffLimitPerIndex to be set';
    errors.push(invalid(`${path}.action`, action, why));
  }
  const hasConditions = onPodConditions.length > 0;
  if (onExitCodes !== undefined) {
    errors.push(...validateExitCodes(onExitCodes, containers, `${path}.onExitCodes`));
  }
  errors.push(...validateConditions(onPodConditions, `${path}.onPodConditions`));
  if (onExitCodes !== undefined && hasConditions) {
    const why = 'specifying both OnExitCodes and OnPodConditions is not supported';
    errors.push(wrong(path, why));
  }
  if (onExitCodes !== undefined || hasConditions) return errors;
  const why = 'specifying one of OnExitCodes and OnPodConditions is required';
  return [...errors, wrong(path, why)];
}

/** What is wrong with what a Job makes of its Pods' failures. upstream: batch validation, validatePodFailurePolicy */
export function validateFailurePolicy(spec: JobSpec, path: string): FieldError[] {
  if (spec.podFailurePolicy === undefined) return [];
  const { rules } = spec.podFailurePolicy;
  const { containers = [], initContainers = [] } = spec.template.spec ?? {};
  const names = new Set([...containers, ...initContainers].map(({ name }) => name));
  return [
    ...(rules.length > RULES_MAX ? [tooMany(`${path}.rules`, rules.length, RULES_MAX)] : []),
    ...rules.flatMap((rule, index) => validateRule(rule, spec, names, `${path}.rules[${index}]`)),
  ];
}

/** How many indexes `1,3-5` names, or why it names none. upstream: batch validation, validateIndexesFormat */
function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const part of text.split(',')) {
    const limits = part.split('-');
    if (limits.length > 2) {
      return `the fragment ${JSON.stringify(part)} violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    const numbers: number[] = [];
    for (const limit of limits) {
      if (!/^[+-]?\d+$/.test(limit)) {
        return `cannot convert string to integer for index: ${JSON.stringify(limit)}`;
      }
      numbers.push(Number(limit));
    }
    const [first = 0, end = first] = numbers;
    for (const number of numbers) {
      if (number >= completions) return `too large index: ${JSON.stringify(String(number))}`;
    }
    if (numbers.length === 2 && first >= end) {
      return `non-increasing order, previous: ${first}, current: ${end}`;
    }
    if (last !== undefined && last >= first) {
      return `non-increasing order, previous: ${last}, current: ${first}`;
    }
    total += end - first + 1;
    last = end;
  }
  return total;
}

function validateSuccessRule(
  { succeededCount: count, succeededIndexes: indexes }: SuccessPolicyRule,
  completions: number,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (count === undefined && indexes === undefined) {
    const why = 'at least one of succeededCount or succeededIndexes must be specified';
    errors.push(required(path, why));
  }
  const total = indexes === undefined ? undefined : countIndexes(indexes, completions);
  if (typeof total === 'string') {
    const why = `error parsing succeededIndexes: ${total}`;
    errors.push(invalid(`${path}.succeededIndexes`, indexes, why));
  }
  if (count === undefined) return errors;
  const at = `${path}.succeededCount`;
  errors.push(...nonNegative(at, count));
  const atMost = (most: number, what: string) =>
    invalid(at, count, `must be less than or equal to ${most} (the number of ${what})`);
  if (count > completions) errors.push(atMost(completions, 'specified completions'));
  const named = typeof total === 'string' ? 0 : total;
  if (named !== undefined && count > named) {
    errors.push(atMost(named, 'indexes in the specified succeededIndexes field'));
  }
  return errors;
}

/** What is wrong with when a Job counts as done. upstream: batch validation, validateSuccessPolicy */
export function validateSuccessPolicy(spec: JobSpec, path: string): FieldError[] {
  const { successPolicy: policy, completionMode, completions = 0 } = spec;
  if (policy === undefined) return [];
  if (completionMode !== 'Indexed') {
    const shown = goStruct('io.k8s.api.batch.v1.SuccessPolicy', policy);
    return [invalid(path, shown, 'requires indexed completion mode')];
  }
  const at = `${path}.rules`;
  const errors: FieldError[] = [];
  if (policy.rules.length === 0) {
    const why = 'at least one rules must be specified when the successPolicy is specified';
    errors.push(required(at, why));
  }
  if (policy.rules.length > RULES_MAX) {
    errors.push(tooMany(at, policy.rules.length, RULES_MAX));
  }
  policy.rules.forEach((rule, index) => {
    errors.push(...validateSuccessRule(rule, completions, `${at}[${index}]`));
  });
  return errors;
}
