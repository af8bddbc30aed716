import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../../field-error';
import { dnsLabelErrors } from '../../names';
import { formatQuantity, parseQuantity } from '../../quantity';
import type { PodSpec, ResourceRequirements } from '../../schema/objects';
import { podAmounts } from '../pod-amounts';
import {
  allowsOvercommit,
  containerResourceErrors,
  isCounted,
  resourceNameErrors,
} from '../resource-name';

type Resources = Readonly<Record<string, string>>;

const HUGE = 'hugepages-';
const isHugePage = (name: string) => name.startsWith(HUGE);

function nano(value: string): bigint {
  return parseQuantity(value)?.nano ?? 0n;
}

// upstream: core validation, validatePodResourceName
function validatePodName(name: string, path: string): FieldError[] {
  const errors = invalidEach(path, name, resourceNameErrors(name));
  if (errors.length > 0 || name === 'cpu' || name === 'memory' || isHugePage(name)) return errors;
  return [notSupported(path, name, ['cpu', 'hugepages-', 'memory'])];
}

function validateContainerName(name: string, path: string): FieldError[] {
  return invalidEach(path, name, containerResourceErrors(name));
}

/** What is wrong with an amount of a resource. upstream: core validation, ValidateResourceQuantityValue */
export function validateAmount(name: string, value: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const amount = nano(value);
  if (amount < 0n) errors.push(invalid(path, value, 'must be greater than or equal to 0'));
  if (isCounted(name) && amount % 1_000_000_000n !== 0n) {
    errors.push(invalid(path, value, 'must be an integer'));
  }
  return errors;
}

function validatePages(name: string, value: string, path: string): FieldError[] {
  if (!isHugePage(name)) return [];
  const size = nano(name.slice(HUGE.length));
  const amount = nano(value);
  if (size > 0n && amount >= 0n && amount % size === 0n) return [];
  return [invalid(path, value, `${value} is not positive integer multiple of ${name}`)];
}

function validateRequest(
  [name, value]: readonly [string, string],
  limits: Resources,
  path: string,
): FieldError[] {
  const limit = limits[name];
  const requests = `${path}.requests`;
  if (limit === undefined) {
    if (allowsOvercommit(name)) return [];
    return [required(`${path}.limits`, 'Limit must be set for non overcommitable resources')];
  }
  const [asked, most] = [nano(value), nano(limit)];
  if (asked !== most && !allowsOvercommit(name)) {
    return [invalid(requests, value, `must be equal to ${name} limit of ${limit}`)];
  }
  if (asked <= most) return [];
  return [invalid(requests, value, `must be less than or equal to ${name} limit of ${limit}`)];
}

function validateClaims(
  claims: ResourceRequirements['claims'],
  known: ReadonlySet<string>,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  return (claims ?? []).flatMap(({ name, request = '' }, index) => {
    const at = `${path}[${index}]`;
    if (name === '') return [required(at)];
    const errors: FieldError[] = [];
    const key = request === '' ? name : `${name}/${request}`;
    if (request !== '') {
      errors.push(...invalidEach(`${at}.request`, request, dnsLabelErrors(request)));
    }
    const isTaken = seen.has(name) || seen.has(key);
    const overlaps = request === '' && [...seen].some((other) => other.startsWith(`${name}/`));
    if (isTaken || overlaps) errors.push(duplicate(at, seen.has(name) ? name : key));
    seen.add(key);
    if (known.has(name)) return errors;
    const names = [...known].sort().join(', ');
    const why = names === '' ? ' which is empty' : `: ${names}`;
    return [
      ...errors,
      {
        type: 'FieldValueNotFound' as const,
        field: at,
        message: `Not found: ${JSON.stringify(name)}: must be one of the names in pod.spec.resourceClaims${why}`,
      },
    ];
  });
}

/** What is wrong with requests and limits. upstream: core validation, validateResourceRequirements */
export function validateResources(
  resources: ResourceRequirements,
  claims: ReadonlySet<string>,
  path: string,
  of: 'container' | 'pod' = 'container',
): FieldError[] {
  const { limits = {}, requests = {} } = resources;
  const errors: FieldError[] = [];
  const nameErrors = of === 'pod' ? validatePodName : validateContainerName;
  for (const [list, amounts] of [
    ['limits', limits],
    ['requests', requests],
  ] as const) {
    for (const [name, value] of Object.entries(amounts)) {
      const at = `${path}.${list}[${name}]`;
      errors.push(...nameErrors(name, at), ...validateAmount(name, value, at));
      if (list === 'requests') errors.push(...validateRequest([name, value], limits, path));
      errors.push(...validatePages(name, value, at));
    }
  }
  const names = Object.keys({ ...limits, ...requests });
  if (names.some(isHugePage) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  return [...errors, ...validateClaims(resources.claims, claims, `${path}.claims`)];
}

/** What is wrong with the resources of a Pod as a whole. upstream: core validation, validatePodResources */
export function validatePodResources(spec: PodSpec, path: string): FieldError[] {
  const { resources, ...containers } = spec;
  if (resources === undefined) return [];
  const at = `${path}.resources`;
  const errors: FieldError[] = [];
  if (resources.claims !== undefined) {
    errors.push(forbidden(`${at}.claims`, 'claims cannot be set for Resources at pod-level'));
  }
  errors.push(...validateResources(resources, new Set(), at, 'pod'));
  for (const [name, sum] of podAmounts(containers, 'requests')) {
    const own = resources.requests?.[name] ?? '0';
    if (sum.nano <= nano(own)) continue;
    const total = formatQuantity(sum);
    const why = `must be greater than or equal to aggregate container requests of ${total}`;
    errors.push(invalid(`${at}.requests[${name}]`, own, why));
  }
  spec.containers.forEach(({ resources: container }, index) => {
    for (const [name, limit] of Object.entries(container?.limits ?? {})) {
      const most = resources.limits?.[name];
      if (most === undefined || nano(limit) <= nano(most)) continue;
      const why = `must be less than or equal to pod limits of ${most}`;
      errors.push(invalid(`${at}.containers[${index}][${name}].limits`, limit, why));
    }
  });
  return errors;
}
