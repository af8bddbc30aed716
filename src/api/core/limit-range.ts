import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  required,
} from '../field-error';
import { defineKind } from '../kind';
import { qualifiedNameErrors } from '../names';
import { parseQuantity } from '../quantity';
import type { LimitRange, LimitRangeItem } from '../schema/objects';
import { allowsOvercommit, containerResourceErrors, resourceNameErrors } from './resource-name';

// upstream: core validation, ValidateLimitRange
const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];

type Amounts = Readonly<Record<string, string>>;

const nano = (quantity: string) => parseQuantity(quantity)?.nano ?? 0n;

function typeErrors(type: string): string[] {
  const errors = qualifiedNameErrors(type);
  if (errors.length > 0 || type.includes('/') || TYPES.includes(type)) return errors;
  return ['must be a standard limit type or fully qualified'];
}

function validateNames(item: LimitRangeItem, path: string): FieldError[] {
  const isOfPods = item.type === 'Pod' || item.type === 'Container';
  const check = isOfPods ? containerResourceErrors : resourceNameErrors;
  const names = (field: 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio') =>
    Object.keys(item[field] ?? {}).flatMap((name) =>
      invalidEach(`${path}.${field}[${name}]`, name, check(name)),
    );
  const errors = [...names('max'), ...names('min')];
  if (item.type === 'Pod') {
    const detail = "may not be specified when `type` is 'Pod'";
    for (const field of ['default', 'defaultRequest'] as const) {
      if (Object.keys(item[field] ?? {}).length === 0) continue;
      errors.push(forbidden(`${path}.${field}`, detail));
    }
  } else errors.push(...names('default'), ...names('defaultRequest'));
  const { min, max } = item;
  if (item.type === 'PersistentVolumeClaim' && !min?.storage && !max?.storage) {
    errors.push(
      required(
        `${path}.limits`,
        'either minimum or maximum storage value is required, but neither was provided',
      ),
    );
  }
  return [...errors, ...names('maxLimitRequestRatio')];
}

/** The six values that a limit gives for one resource. */
type Values = { readonly [K in Exclude<keyof LimitRangeItem, 'type'>]?: string | undefined };

function validateOrder(values: Values, at: (field: string) => string): FieldError[] {
  const { min, max, default: limit, defaultRequest: request } = values;
  const errors: FieldError[] = [];
  const above = (
    [low, lowName]: readonly [string | undefined, string],
    [high, highName]: readonly [string | undefined, string],
    [field, value]: readonly [string, string | undefined],
  ) => {
    if (low === undefined || high === undefined || nano(low) <= nano(high)) return;
    const detail = `${lowName} value ${low} is greater than ${highName} value ${high}`;
    errors.push(invalid(at(field), value, detail));
  };
  above([min, 'min'], [max, 'max'], ['min', min]);
  above([min, 'min'], [request, 'default request'], ['defaultRequest', request]);
  above([request, 'default request'], [max, 'max'], ['defaultRequest', request]);
  above([request, 'default request'], [limit, 'default limit'], ['defaultRequest', request]);
  above([min, 'min'], [limit, 'default'], ['default', min]);
  above([limit, 'default'], [max, 'max'], ['default', max]);
  return errors;
}

function validateRatio({ min, max, maxLimitRequestRatio: ratio }: Values, path: string) {
  if (ratio === undefined) return [];
  const errors: FieldError[] = [];
  if (nano(ratio) < 1_000_000_000n) {
    errors.push(invalid(path, ratio, `ratio ${ratio} is less than 1`));
  }
  if (min === undefined || max === undefined) return errors;
  const highest = Number(nano(max)) / Number(nano(min));
  if (Number(nano(ratio)) / 1e9 <= highest) return errors;
  const detail = `ratio ${ratio} is greater than max/min = ${highest.toFixed(6)}`;
  return [...errors, invalid(path, ratio, detail)];
}

function validateItem(item: LimitRangeItem, path: string): FieldError[] {
  const errors = validateNames(item, path);
  const isPod = item.type === 'Pod';
  const { min = {}, max = {}, maxLimitRequestRatio = {} } = item;
  const limits: Amounts = isPod ? {} : (item.default ?? {});
  const requests: Amounts = isPod ? {} : (item.defaultRequest ?? {});
  const all = { ...max, ...min, ...limits, ...requests, ...maxLimitRequestRatio };
  for (const name of Object.keys(all).sort()) {
    const at = (field: string) => `${path}.${field}[${name}]`;
    const values: Values = {
      min: min[name],
      max: max[name],
      default: limits[name],
      defaultRequest: requests[name],
      maxLimitRequestRatio: maxLimitRequestRatio[name],
    };
    errors.push(...validateOrder(values, at));
    errors.push(...validateRatio(values, at('maxLimitRequestRatio')));
    const { default: limit, defaultRequest: request } = values;
    if (allowsOvercommit(name) || limit === undefined || request === undefined) continue;
    if (nano(limit) === nano(request)) continue;
    const detail = `default value ${limit} must equal to defaultRequest value ${request} in ${name}`;
    errors.push(invalid(at('default'), limit, detail));
  }
  return errors;
}

function validate({ spec }: LimitRange): FieldError[] {
  const seen = new Set<string>();
  return (spec.limits ?? []).flatMap((item, index) => {
    const path = `spec.limits[${index}]`;
    const errors = invalidEach(`${path}.type`, item.type, typeErrors(item.type));
    if (seen.has(item.type)) errors.push(duplicate(`${path}.type`, item.type));
    seen.add(item.type);
    return [...errors, ...validateItem(item, path)];
  });
}

export const LimitRanges = defineKind<LimitRange>('v1', 'LimitRange', {
  revalidatesMetadata: 'before',
  defaults({ spec }) {
    for (const item of spec?.limits ?? []) {
      if (item.type !== 'Container' || Object.isFrozen(item)) continue;
      // upstream: core/v1 defaults; a limit is the default of a request, the maximum that of a limit
      item.default = { ...item.max, ...item.default };
      item.defaultRequest = { ...item.min, ...item.default, ...item.defaultRequest };
    }
  },
  validate,
});
