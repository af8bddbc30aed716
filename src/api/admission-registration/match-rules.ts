import {
  duplicate,
  type FieldError,
  invalid,
  invalidEach,
  notSupported,
  required,
  tooMany,
} from '../field-error';
import { validateLabelSelector } from '../label-selector';
import { pathSegmentErrors, qualifiedNameErrors } from '../names';
import type { Draft } from '../object';
import type {
  MatchCondition,
  MatchResources,
  NamedRuleWithOperations,
  RuleWithOperations,
} from '../schema/objects';

// upstream: admissionregistration validation
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const CONDITIONS_MAX = 64;
/** What becomes of a request when nobody answers. */
export const FAILURE_POLICIES = ['Fail', 'Ignore'];
/** Whether rules match requests for the same resource in another version. */
export const MATCH_POLICIES = ['Equivalent', 'Exact'];

function validateResources(resources: readonly string[], path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (resources.length === 0) errors.push(required(path));
  const allSubresources = new Set<string>();
  const everyResource = new Set<string>();
  let hasPlain = false;
  resources.forEach((text, index) => {
    const at = `${path}[${index}]`;
    if (text === '') {
      errors.push(required(at));
      return;
    }
    const slash = text.indexOf('/');
    if (slash < 0) {
      hasPlain = text !== '*';
      return;
    }
    const [resource, sub] = [text.slice(0, slash), text.slice(slash + 1)];
    if (allSubresources.has(resource)) {
      const detail = `if '${resource}/*' is present, must not specify ${text}`;
      errors.push(invalid(at, text, detail));
    }
    if (everyResource.has(sub)) {
      errors.push(invalid(at, text, `if '*/${sub}' is present, must not specify ${text}`));
    }
    if (sub === '*') allSubresources.add(resource);
    if (resource === '*') everyResource.add(sub);
  });
  if (resources.length > 1 && resources.includes('*/*')) {
    const detail = "if '*/*' is present, must not specify other resources";
    errors.push(invalid(path, resources, detail));
  }
  if (resources.includes('*') && hasPlain) {
    const detail = "if '*' is present, must not specify other resources without subresources";
    errors.push(invalid(path, resources, detail));
  }
  return errors;
}

function validateAlone(items: readonly string[], path: string, others: string): FieldError[] {
  const errors: FieldError[] = [];
  if (items.length === 0) errors.push(required(path));
  if (items.length > 1 && items.includes('*')) {
    errors.push(invalid(path, items, `if '*' is present, must not specify other ${others}`));
  }
  return errors;
}

/** What is wrong with the requests that a rule matches. */
export function validateRule(rule: RuleWithOperations, path: string): FieldError[] {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  const errors = validateAlone(operations, `${path}.operations`, 'operations');
  operations.forEach((operation, index) => {
    if (OPERATIONS.includes(operation)) return;
    errors.push(notSupported(`${path}.operations[${index}]`, operation, OPERATIONS));
  });
  errors.push(
    ...validateAlone(apiGroups, `${path}.apiGroups`, 'API groups'),
    ...validateAlone(apiVersions, `${path}.apiVersions`, 'API versions'),
  );
  apiVersions.forEach((version, index) => {
    if (version === '') errors.push(required(`${path}.apiVersions[${index}]`));
  });
  errors.push(...validateResources(resources, `${path}.resources`));
  if (scope !== undefined && !SCOPES.includes(scope)) {
    errors.push(notSupported(`${path}.scope`, scope, SCOPES));
  }
  return errors;
}

function validateNamedRule(rule: NamedRuleWithOperations, path: string): FieldError[] {
  const names = rule.resourceNames ?? [];
  const errors = names.flatMap((name, index) => {
    const at = `${path}.resourceNames[${index}]`;
    const found = invalidEach(at, name, pathSegmentErrors(name));
    return names.indexOf(name) < index ? [...found, duplicate(at, name)] : found;
  });
  return [...errors, ...validateRule(rule, path)];
}

/** What is wrong with the requests that a policy or its binding is about. */
export function validateMatchResources(match: MatchResources, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { matchPolicy, resourceRules = [], excludeResourceRules = [] } = match;
  if (matchPolicy === undefined) errors.push(required(`${path}.matchPolicy`));
  else if (!MATCH_POLICIES.includes(matchPolicy)) {
    errors.push(notSupported(`${path}.matchPolicy`, matchPolicy, MATCH_POLICIES));
  }
  for (const field of ['namespaceSelector', 'objectSelector'] as const) {
    const selector = match[field];
    if (selector === undefined) errors.push(required(`${path}.${field}`));
    else errors.push(...validateLabelSelector(selector, `${path}.${field}`));
  }
  resourceRules.forEach((rule, index) => {
    errors.push(...validateNamedRule(rule, `${path}.resourceRules[${index}]`));
  });
  excludeResourceRules.forEach((rule, index) => {
    errors.push(...validateNamedRule(rule, `${path}.excludeResourceRules[${index}]`));
  });
  return errors;
}

/** What is wrong with the conditions under which a webhook or policy is asked. */
export function validateMatchConditions(
  conditions: readonly MatchCondition[],
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (conditions.length > CONDITIONS_MAX) {
    errors.push(tooMany(path, conditions.length, CONDITIONS_MAX));
  }
  const seen = new Set<string>();
  conditions.forEach(({ name = '', expression = '' }, index) => {
    const at = `${path}[${index}]`;
    if (expression.trim() === '') errors.push(required(`${at}.expression`));
    if (name === '') errors.push(required(`${at}.name`));
    else errors.push(...invalidEach(`${at}.name`, name, qualifiedNameErrors(name)));
    if (name !== '' && seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    seen.add(name);
  });
  return errors;
}

/** Fills in what rules leave out. upstream: admissionregistration/v1 defaults */
export function defaultRules(rules: Draft<RuleWithOperations>[] | undefined): void {
  for (const rule of rules ?? []) if (!Object.isFrozen(rule)) rule.scope ??= '*';
}

/** Fills in what a policy leaves out of the requests that it is about. */
export function defaultMatchResources(match: Draft<MatchResources> | undefined): void {
  if (match === undefined || Object.isFrozen(match)) return;
  match.matchPolicy ??= 'Equivalent';
  match.namespaceSelector ??= {};
  match.objectSelector ??= {};
  defaultRules(match.resourceRules);
  defaultRules(match.excludeResourceRules);
}
