import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  invalidEach,
  notSupported,
  required,
} from '../field-error';
import { dnsLabelErrors, dnsSubdomainErrors } from '../names';
import type {
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
  Subject,
} from '../schema/objects';

// upstream: flowcontrol validation, ValidateFlowSchemaPolicyRulesWithSubjects
const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'proxy',
  'update',
  'watch',
];
const SUBJECT_KINDS = ['Group', 'ServiceAccount', 'User'];

/** The kinds of subjects: where each is described. */
const SUBJECT_FIELDS = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const;

function validateAccount({ serviceAccount }: Subject, path: string): FieldError[] {
  if (serviceAccount === undefined) {
    return [required(path, "serviceAccount is required when subject kind is 'ServiceAccount'")];
  }
  const { name = '', namespace = '' } = serviceAccount;
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${path}.name`));
  else if (name !== '*') {
    errors.push(...invalidEach(`${path}.name`, name, dnsSubdomainErrors(name)));
  }
  if (namespace === '') {
    const detail = 'must specify namespace for service account';
    return [...errors, required(`${path}.namespace`, detail)];
  }
  return [...errors, ...invalidEach(`${path}.namespace`, namespace, dnsLabelErrors(namespace))];
}

function validateNamed(subject: Subject, field: 'user' | 'group', path: string): FieldError[] {
  const given = subject[field];
  if (given === undefined) {
    return [required(path, `${field} is required when subject kind is '${subject.kind}'`)];
  }
  return given.name ? [] : [required(`${path}.name`)];
}

function validateSubject(subject: Subject, path: string): FieldError[] {
  const own = SUBJECT_FIELDS[subject.kind as keyof typeof SUBJECT_FIELDS];
  if (own === undefined) return [notSupported(`${path}.kind`, subject.kind, SUBJECT_KINDS)];
  const at = `${path}.${own}`;
  const errors =
    own === 'serviceAccount' ? validateAccount(subject, at) : validateNamed(subject, own, at);
  for (const [kind, field] of Object.entries(SUBJECT_FIELDS)) {
    if (field === own || subject[field] === undefined) continue;
    const detail = `${field} is forbidden when subject kind is not '${kind}'`;
    errors.push(forbidden(`${path}.${field}`, detail));
  }
  return errors;
}

function validateVerbs(verbs: readonly string[], path: string): FieldError[] {
  if (verbs.length === 0) return [required(path, 'verbs must contain at least one value')];
  if (verbs.includes('*')) {
    if (verbs.length === 1) return [];
    return [invalid(path, verbs, "if '*' is present, must not specify other verbs")];
  }
  return verbs.every((verb) => VERBS.includes(verb)) ? [] : [notSupported(path, verbs, VERBS)];
}

/** A list that must have items; `*` stands alone. */
function validateList(
  items: readonly string[],
  path: string,
  needed: string,
  others: string,
): FieldError[] {
  if (items.length === 0) return [required(path, needed)];
  if (items.length === 1 || !items.includes('*')) return [];
  return [invalid(path, items, `if '*' is present, must not specify other ${others}`)];
}

function urlError(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (url === '/') return undefined;
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  const stars = url.split('*').length - 1;
  return stars > 1 || (stars === 1 && !url.endsWith('/*'))
    ? 'wildcard can only do suffix matching'
    : undefined;
}

function validateNonResource(rule: NonResourcePolicyRule, path: string): FieldError[] {
  const urls = rule.nonResourceURLs ?? [];
  const at = `${path}.nonResourceURLs`;
  const errors = [
    ...validateVerbs(rule.verbs ?? [], `${path}.verbs`),
    ...validateList(
      urls,
      at,
      'nonResourceURLs must contain at least one value',
      'non-resource URLs',
    ),
  ];
  if (urls.includes('*')) return errors;
  urls.forEach((url, index) => {
    const detail = urlError(url);
    if (detail !== undefined) errors.push(invalid(`${at}[${index}]`, url, detail));
  });
  return errors;
}

function validateNamespaces(rule: ResourcePolicyRule, path: string): FieldError[] {
  const namespaces = rule.namespaces ?? [];
  if (namespaces.length === 0 && rule.clusterScope === true) return [];
  const errors = validateList(
    namespaces,
    path,
    'resource rules that are not cluster scoped must supply at least one namespace',
    'namespaces',
  );
  if (namespaces.includes('*')) return errors;
  namespaces.forEach((name, index) => {
    for (const detail of dnsLabelErrors(name)) {
      const text = `each member of this list must be '*' or a DNS-1123 label; ${detail}`;
      errors.push(invalid(`${path}[${index}]`, name, text));
    }
  });
  return errors;
}

function validateResource(rule: ResourcePolicyRule, path: string): FieldError[] {
  const needed = (what: string) => `resource rules must supply at least one ${what}`;
  const { apiGroups = [], resources = [] } = rule;
  return [
    ...validateVerbs(rule.verbs ?? [], `${path}.verbs`),
    ...validateList(apiGroups, `${path}.apiGroups`, needed('api group'), 'api groups'),
    ...validateList(resources, `${path}.resources`, needed('resource'), 'resources'),
    ...validateNamespaces(rule, `${path}.namespaces`),
  ];
}

/** What is wrong with one rule of a flow schema. */
export function validateFlowRule(rule: PolicyRulesWithSubjects, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const { resourceRules = [], nonResourceRules = [] } = rule;
  const subjects = rule.subjects ?? [];
  if (subjects.length === 0) {
    errors.push(required(`${path}.subjects`, 'subjects must contain at least one value'));
  }
  subjects.forEach((subject, index) => {
    errors.push(...validateSubject(subject, `${path}.subjects[${index}]`));
  });
  if (resourceRules.length + nonResourceRules.length === 0) {
    const detail = 'at least one of resourceRules and nonResourceRules has to be non-empty';
    errors.push(required(path, detail));
  }
  resourceRules.forEach((each, index) => {
    errors.push(...validateResource(each, `${path}.resourceRules[${index}]`));
  });
  nonResourceRules.forEach((each, index) => {
    errors.push(...validateNonResource(each, `${path}.nonResourceRules[${index}]`));
  });
  return errors;
}

/** What is wrong with the conditions of a flow schema or priority level. */
export function validateFlowConditions(
  conditions: readonly { readonly type?: string }[] | undefined,
): FieldError[] {
  const seen = new Set<string>();
  return (conditions ?? []).flatMap(({ type = '' }, index) => {
    const path = `status.conditions[${index}].type`;
    const errors: FieldError[] = [];
    if (seen.has(type)) errors.push(duplicate(path, type));
    seen.add(type);
    if (type === '') errors.push(required(path, 'must not be empty'));
    return errors;
  });
}
