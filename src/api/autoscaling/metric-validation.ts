import { containerResourceErrors } from '../core/resource-name';
import {
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { dnsLabelErrors, pathSegmentErrors } from '../names';
import { parseQuantity } from '../quantity';
import type {
  CrossVersionObjectReference,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from '../schema/objects';

// upstream: autoscaling validation, validateMetrics
/** The types of metrics, and the field where each is described, in the order in which they are looked at. */
const FIELDS = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
} as const;
const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const TARGET_TYPES = ['Utilization', 'Value', 'AverageValue'];

/** What is wrong with a reference to what is scaled or described. */
export function validateTarget(ref: CrossVersionObjectReference, path: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of ['kind', 'name'] as const) {
    const value = ref?.[field] ?? '';
    if (value === '') errors.push(required(`${path}.${field}`));
    else errors.push(...invalidEach(`${path}.${field}`, value, pathSegmentErrors(value)));
  }
  return errors;
}

function validateIdentifier({ name = '' }: Partial<MetricIdentifier>, path: string): FieldError[] {
  if (name === '') return [required(`${path}.name`, 'must specify a metric name')];
  return invalidEach(`${path}.name`, name, pathSegmentErrors(name));
}

function validateMetricTarget(target: MetricTarget, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { type, value, averageValue, averageUtilization } = target;
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric target type'));
  if (!TARGET_TYPES.includes(type)) {
    const detail = 'must be either Utilization, Value, or AverageValue';
    errors.push(invalid(`${path}.type`, type, detail));
  }
  for (const [field, quantity] of Object.entries({ value, averageValue })) {
    if (quantity === undefined || (parseQuantity(quantity)?.nano ?? 1n) > 0n) continue;
    errors.push(invalid(`${path}.${field}`, quantity, 'must be positive'));
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    errors.push(
      invalid(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0'),
    );
  }
  return errors;
}

/** What a target measured in use, raw or relative, must say. */
function validateUse({ averageUtilization, averageValue }: MetricTarget, path: string) {
  const errors: FieldError[] = [];
  if (averageUtilization === undefined && averageValue === undefined) {
    const detail = 'must set either a target raw value or a target utilization';
    errors.push(required(`${path}.averageUtilization`, detail));
  }
  if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(`${path}.averageValue`, detail));
  }
  return errors;
}

const noTarget: MetricTarget = { type: '' };

function validateObject({ object = {} as never }: MetricSpec, path: string): FieldError[] {
  const { describedObject, metric = {}, target = noTarget } = object;
  const errors = [
    ...validateTarget(describedObject, `${path}.describedObject`),
    ...validateIdentifier(metric, `${path}.metric`),
    ...validateMetricTarget(target, `${path}.target`),
  ];
  if (target.value !== undefined || target.averageValue !== undefined) return errors;
  const detail = 'must set either a target value or averageValue';
  return [...errors, required(`${path}.target.averageValue`, detail)];
}

function validateExternal({ external = {} as never }: MetricSpec, path: string): FieldError[] {
  const { metric = {}, target = noTarget } = external;
  const errors = [
    ...validateIdentifier(metric, `${path}.metric`),
    ...validateMetricTarget(target, `${path}.target`),
  ];
  const { value, averageValue } = target;
  if (value === undefined && averageValue === undefined) {
    const detail = 'must set either a target value for metric or a per-pod target';
    errors.push(required(`${path}.target.averageValue`, detail));
  }
  if (value !== undefined && averageValue !== undefined) {
    const detail = 'may not set both a target value for metric and a per-pod target';
    errors.push(forbidden(`${path}.target.value`, detail));
  }
  return errors;
}

function validatePods({ pods = {} as never }: MetricSpec, path: string): FieldError[] {
  const { metric = {}, target = noTarget } = pods;
  const errors = [
    ...validateIdentifier(metric, `${path}.metric`),
    ...validateMetricTarget(target, `${path}.target`),
  ];
  if (target.averageValue !== undefined) return errors;
  const detail = 'must specify a positive target averageValue';
  return [...errors, required(`${path}.target.averageValue`, detail)];
}

function validateResource({ resource = {} as never }: MetricSpec, path: string): FieldError[] {
  const { name = '', target = noTarget } = resource;
  return [
    ...(name === '' ? [required(`${path}.name`, 'must specify a resource name')] : []),
    ...validateMetricTarget(target, `${path}.target`),
    ...validateUse(target, `${path}.target`),
  ];
}

function validateContainerResource(spec: MetricSpec, path: string): FieldError[] {
  const { name = '', container = '', target = noTarget } = spec.containerResource ?? ({} as never);
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`, 'must specify a resource name'));
  else errors.push(...invalidEach(`${path}.name`, name, containerResourceErrors(name)));
  if (container === '') {
    errors.push(required(`${path}.container`, 'must specify a container'));
  } else {
    errors.push(...invalidEach(`${path}.container`, container, dnsLabelErrors(container)));
  }
  return [
    ...errors,
    ...validateMetricTarget(target, `${path}.target`),
    ...validateUse(target, `${path}.target`),
  ];
}

const SOURCES = {
  object: validateObject,
  external: validateExternal,
  pods: validatePods,
  resource: validateResource,
  containerResource: validateContainerResource,
};

/** What is wrong with one metric: one source, that of its type, complete. */
export function validateMetric(spec: MetricSpec, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { type } = spec;
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric source type'));
  const unknown = notSupported(`${path}.type`, type, TYPES);
  if (!TYPES.includes(type)) errors.push(unknown);
  const present = Object.values(FIELDS).filter((field) => spec[field] !== undefined);
  const [first] = present;
  // only the first of several sources is looked at
  if (first !== undefined) errors.push(...SOURCES[first](spec, `${path}.${first}`));
  const expected = FIELDS[type as keyof typeof FIELDS];
  if (expected === undefined) errors.push(unknown);
  else if (spec[expected] === undefined) {
    const detail = 'must populate information for the given metric source';
    errors.push(required(`${path}.${expected}`, detail));
  }
  if (present.length === 1) return errors;
  const others = present.filter((field) => field !== expected);
  const detail = 'must populate the given metric source only';
  return [...errors, ...others.map((field) => forbidden(`${path}.${field}`, detail))];
}
