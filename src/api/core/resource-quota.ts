import { ageOf } from '../age';
import { type FieldError, invalid, invalidEach, required } from '../field-error';
import { goStruct } from '../go-value';
import { defineKind } from '../kind';
import { parseQuantity } from '../quantity';
import type {
  ResourceQuota,
  ResourceQuotaSpec,
  ScopedResourceSelectorRequirement,
} from '../schema/objects';
import {
  isCounted,
  isPodQuotaResource,
  isStandardQuotaResource,
  quotaResourceErrors,
} from './resource-name';

// upstream: core validation, ValidateResourceQuotaSpec
const PRESENCE_SCOPES = [
  'BestEffort',
  'NotBestEffort',
  'Terminating',
  'NotTerminating',
  'CrossNamespacePodAffinity',
];
const SCOPES = [...PRESENCE_SCOPES, 'PriorityClass', 'VolumeAttributesClass'];
const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const;
const UNSUPPORTED = 'unsupported scope';
const MISAPPLIED = 'unsupported scope applied to resource';
const STORAGE = ['persistentvolumeclaims', 'requests.storage'];

function applies(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass') return STORAGE.includes(resource);
  return !SCOPES.includes(scope) || isPodQuotaResource(resource);
}

function misapplied({ hard = {} }: ResourceQuotaSpec, scope: string): number {
  const resources = Object.keys(hard).filter(isStandardQuotaResource);
  return resources.filter((resource) => !applies(scope, resource)).length;
}

const areOpposites = (scopes: readonly string[]) =>
  OPPOSITES.filter((pair) => pair.every((scope) => scopes.includes(scope))).length;

/** The values of a quota: none negative, counts without fractions. */
function validateAmounts(amounts: Readonly<Record<string, string>>, path: string): FieldError[] {
  return Object.entries(amounts).flatMap(([name, quantity]) => {
    const at = `${path}[${name}]`;
    const errors = invalidEach(at, name, quotaResourceErrors(name));
    const nano = parseQuantity(quantity)?.nano ?? 0n;
    if (nano < 0n) errors.push(invalid(at, quantity, 'must be greater than or equal to 0'));
    if (isCounted(name) && nano % 1_000_000_000n !== 0n) {
      errors.push(invalid(at, quantity, 'must be an integer'));
    }
    return errors;
  });
}

function validateScopes(spec: ResourceQuotaSpec): FieldError[] {
  const { scopes = [] } = spec;
  const errors: FieldError[] = [];
  const wrong = (detail: string) => errors.push(invalid('spec.scopes', scopes, detail));
  for (const scope of scopes) {
    if (!SCOPES.includes(scope)) wrong(UNSUPPORTED);
    for (let i = misapplied(spec, scope); i > 0; i--) wrong(MISAPPLIED);
  }
  for (let i = areOpposites(scopes); i > 0; i--) wrong('conflicting scopes');
  return errors;
}

function validateRequirement(
  { scopeName, operator, values = [] }: ScopedResourceSelectorRequirement,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (PRESENCE_SCOPES.includes(scopeName) && operator !== 'Exists') {
    const detail =
      "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";
    errors.push(invalid(`${path}.operator`, operator, detail));
  }
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        const detail =
          "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
        errors.push(required(`${path}.values`, detail));
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        const detail =
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
        errors.push(invalid(`${path}.values`, values, detail));
      }
      break;
    default:
      errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  }
  return errors;
}

function validateSelector(spec: ResourceQuotaSpec): FieldError[] {
  const { scopeSelector } = spec;
  if (scopeSelector === undefined) return [];
  const requirements = scopeSelector.matchExpressions ?? [];
  const path = 'spec.scopeSelector.matchExpressions';
  const errors = requirements.flatMap((requirement) => {
    const { scopeName } = requirement;
    const found: FieldError[] = [];
    if (!SCOPES.includes(scopeName)) {
      found.push(invalid(`${path}.scopeName`, scopeName, UNSUPPORTED));
    }
    const value = goStruct('io.k8s.api.core.v1.ScopeSelector', scopeSelector);
    for (let i = misapplied(spec, scopeName); i > 0; i--) {
      found.push(invalid(path, value, MISAPPLIED));
    }
    return [...found, ...validateRequirement(requirement, path)];
  });
  for (let i = areOpposites(requirements.map(({ scopeName }) => scopeName)); i > 0; i--) {
    errors.push(invalid(path, spec.scopes ?? null, 'conflicting scopes'));
  }
  return errors;
}

function validate({ spec = {} }: ResourceQuota): FieldError[] {
  return [
    ...validateAmounts(spec.hard ?? {}, 'spec.hard'),
    ...validateScopes(spec),
    ...validateSelector(spec),
  ];
}

function validateReplacement(quota: ResourceQuota, old: ResourceQuota): FieldError[] {
  const errors = validate(quota);
  const [scopes, before] = [new Set(quota.spec?.scopes), new Set(old.spec?.scopes)];
  const isSame = scopes.size === before.size && [...scopes].every((scope) => before.has(scope));
  if (isSame) return errors;
  return [...errors, invalid('spec.scopes', quota.spec?.scopes ?? null, 'field is immutable')];
}

function usageCells({ status = {} }: ResourceQuota): [string, string] {
  const { hard = {}, used = {} } = status;
  const names = Object.keys(hard).sort();
  const text = (wanted: boolean) =>
    names
      .filter((name) => name.startsWith('limits.') === wanted)
      .map((name) => `${name}: ${used[name] ?? '0'}/${hard[name]}`)
      .join(', ');
  return [text(false), text(true)];
}

export const ResourceQuotas = defineKind<ResourceQuota>('v1', 'ResourceQuota', {
  validate,
  validateReplacement,
  validateStatusUpdate: ({ status = {} }) => [
    ...validateAmounts(status.hard ?? {}, 'status.hard'),
    ...validateAmounts(status.used ?? {}, 'status.used'),
  ],
  row: (quota, now) => [quota.metadata.name, ageOf(quota, now), ...usageCells(quota)],
});
