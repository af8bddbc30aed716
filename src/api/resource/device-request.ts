import { CompileError } from '../cel/compile-error';
import { deviceEnvironment } from '../cel/device-scope';
import {
  duplicate,
  type FieldError,
  GoJson,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../field-error';
import {
  dnsLabelErrors,
  dnsSubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../names';
import { isJsonObject } from '../object';
import type {
  DeviceClaim,
  DeviceConstraint,
  DeviceRequest,
  DeviceSelector,
  DeviceToleration,
  OpaqueDeviceConfiguration,
} from '../schema/objects';
import { validateDriverName } from '../storage/validation';
import { validateQualifiedName } from './device';

// upstream: resource validation, validateDeviceClaim
/** The most requests, constraints, configurations and selectors that there may be. */
export const DEVICE_LISTS_MAX = 32;
const ALTERNATIVES_MAX = 8;
const EXPRESSION_MAX = 10 * 1024;
const PARAMETERS_MAX = 10 * 1024;
const MODES = ['All', 'ExactCount'];
const ONE_FORM = 'exactly one of `exactly` or `firstAvailable` is required';

/** What is asked of the devices of one class, in either form of a request. */
interface Asked {
  readonly deviceClassName?: string;
  readonly selectors?: readonly DeviceSelector[];
  readonly allocationMode?: string;
  readonly count?: number;
  readonly tolerations?: readonly DeviceToleration[];
}

/** A list that is not too long; each of its items is looked at. */
export function validateEach<T>(
  items: readonly T[] | undefined,
  max: number,
  path: string,
  validate: { check(item: T, path: string): FieldError[] }['check'],
): FieldError[] {
  const all = items ?? [];
  const errors = all.flatMap((item, index) => validate(item, `${path}[${index}]`));
  return all.length > max ? [...errors, tooMany(path, all.length, max)] : errors;
}

/** Names that stand once. */
export function validateUnique(names: readonly string[], at: (index: number) => string) {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [duplicate(at(index), name)] : [],
  );
}

/** What is wrong with the selectors of devices. */
export function validateSelectors(
  selectors: readonly DeviceSelector[] | undefined,
  path: string,
): FieldError[] {
  return validateEach(selectors, DEVICE_LISTS_MAX, path, ({ cel }, at) => {
    if (cel === undefined) return [required(`${at}.cel`)];
    return validateExpression(cel.expression ?? '', `${at}.cel.expression`);
  });
}

function validateExpression(expression: string, path: string): FieldError[] {
  // upstream: what is too long is not compiled
  if (expression.length > EXPRESSION_MAX) return [tooLong(path, EXPRESSION_MAX)];
  try {
    const { type } = deviceEnvironment().compile(expression);
    if (type === 'bool' || type === 'dyn') return [];
    const detail = `must evaluate to bool or the unknown type, not ${type}`;
    return [invalid(path, expression, detail)];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    return [invalid(path, expression, `compilation failed: ${error.message}`)];
  }
}

function validateToleration(toleration: DeviceToleration, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { key = '', operator = '', value = '', effect = '' } = toleration;
  if (key !== '') errors.push(...invalidEach(`${path}.key`, key, qualifiedNameErrors(key)));
  switch (operator) {
    case 'Exists':
      if (value !== '') {
        errors.push(invalid(`${path}.value`, value, 'must be empty for operator `Exists`'));
      }
      break;
    case 'Equal':
      errors.push(...invalidEach(`${path}.value`, value, labelValueErrors(value)));
      break;
    case '':
      errors.push(required(`${path}.operator`));
      break;
    default:
      errors.push(notSupported(`${path}.operator`, operator, ['Equal', 'Exists']));
  }
  const effects = ['NoExecute', 'NoSchedule'];
  if (effect === '' || effects.includes(effect)) return errors;
  return [...errors, notSupported(`${path}.effect`, effect, effects)];
}

function validateAsked(asked: Asked, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { deviceClassName: name = '', allocationMode: mode = '', count = 0 } = asked;
  const at = `${path}.deviceClassName`;
  if (name === '') errors.push(required(at));
  else errors.push(...invalidEach(at, name, dnsSubdomainErrors(name)));
  errors.push(...validateSelectors(asked.selectors, `${path}.selectors`));
  if (mode === 'All') {
    const detail = "must not be specified when allocationMode is 'All'";
    if (count !== 0) errors.push(invalid(`${path}.count`, count, detail));
  } else if (mode === 'ExactCount') {
    if (count <= 0) errors.push(invalid(`${path}.count`, count, 'must be greater than zero'));
  } else errors.push(notSupported(`${path}.allocationMode`, mode, MODES));
  (asked.tolerations ?? []).forEach((toleration, index) => {
    errors.push(...validateToleration(toleration, `${path}.tolerations[${index}]`));
  });
  return errors;
}

function validateRequest(request: DeviceRequest, path: string): FieldError[] {
  const { name = '', exactly, firstAvailable = [] } = request;
  const errors = invalidEach(`${path}.name`, name, dnsLabelErrors(name));
  const hasAlternatives = firstAvailable.length > 0;
  if (hasAlternatives && exactly !== undefined) {
    const detail = `${ONE_FORM}, but multiple fields are set`;
    return [...errors, invalid(path, new GoJson('null'), detail)];
  }
  if (exactly !== undefined) return [...errors, ...validateAsked(exactly, `${path}.exactly`)];
  if (!hasAlternatives) return [...errors, required(path, ONE_FORM)];
  const list = `${path}.firstAvailable`;
  return [
    ...errors,
    ...validateEach(firstAvailable, ALTERNATIVES_MAX, list, (sub, at) => [
      ...invalidEach(`${at}.name`, sub.name, dnsLabelErrors(sub.name)),
      ...validateAsked(sub, at),
    ]),
    ...validateUnique(
      firstAvailable.map((sub) => sub.name),
      (index) => `${list}[${index}].name`,
    ),
  ];
}

/** The requests of a claim and, behind a slash, their alternatives. */
export function requestNames({ requests }: DeviceClaim): Set<string> {
  const names = new Set<string>();
  for (const { name, firstAvailable = [] } of requests ?? []) {
    names.add(name);
    for (const sub of firstAvailable) names.add(`${name}/${sub.name}`);
  }
  return names;
}

function validateReferences(
  requests: readonly string[] | undefined,
  known: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const detail =
    "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
  return [
    ...validateEach(requests, DEVICE_LISTS_MAX, path, (name, at) =>
      known.has(name) ? [] : [invalid(at, name, detail)],
    ),
    ...validateUnique(requests ?? [], (index) => `${path}[${index}]`),
  ];
}

function validateConstraint(
  constraint: DeviceConstraint,
  known: ReadonlySet<string>,
  path: string,
) {
  const errors = validateReferences(constraint.requests, known, `${path}.requests`);
  const { matchAttribute, distinctAttribute } = constraint;
  const [field, value] =
    matchAttribute === undefined && distinctAttribute !== undefined
      ? ['distinctAttribute', distinctAttribute]
      : ['matchAttribute', matchAttribute ?? ''];
  const at = `${path}.${field}`;
  if (matchAttribute === undefined && distinctAttribute === undefined)
    return [...errors, required(at)];
  errors.push(...validateQualifiedName(value, at));
  if (value.includes('/')) return errors;
  const detail = 'a fully qualified name must be a domain and a name separated by a slash';
  return [...errors, invalid(at, value, detail)];
}

/** What is wrong with what a driver is told about devices. */
export function validateConfiguration(
  { opaque }: { readonly opaque?: OpaqueDeviceConfiguration },
  path: string,
): FieldError[] {
  const at = `${path}.opaque`;
  if (opaque === undefined) return [required(at)];
  const errors = validateDriverName(opaque.driver ?? '', `${at}.driver`);
  const parameters: unknown = opaque.parameters;
  if (parameters === undefined || parameters === null) {
    return [...errors, required(`${at}.parameters`)];
  }
  if (JSON.stringify(parameters).length > PARAMETERS_MAX) {
    return [...errors, tooLong(`${at}.parameters`, PARAMETERS_MAX)];
  }
  if (isJsonObject(parameters)) return errors;
  const detail = 'parameters must be a valid JSON object';
  return [...errors, invalid(`${at}.parameters`, '<value omitted>', detail)];
}

/** What is wrong with the devices that a claim asks for. */
export function validateDeviceClaim(claim: DeviceClaim | undefined, path: string): FieldError[] {
  if (claim === undefined) return [];
  const { requests, constraints, config } = claim;
  const known = requestNames(claim);
  const list = `${path}.requests`;
  return [
    ...validateEach(requests ?? undefined, DEVICE_LISTS_MAX, list, validateRequest),
    ...validateUnique(
      (requests ?? []).map(({ name }) => name),
      (index) => `${list}[${index}].name`,
    ),
    ...validateEach(constraints, DEVICE_LISTS_MAX, `${path}.constraints`, (constraint, at) =>
      validateConstraint(constraint, known, at),
    ),
    ...validateEach(config, DEVICE_LISTS_MAX, `${path}.config`, (each, at) => [
      ...validateReferences(each.requests, known, `${at}.requests`),
      ...validateConfiguration(each, at),
    ]),
  ];
}
