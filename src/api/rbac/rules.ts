import { type FieldError, invalid, invalidEach, notSupported, required } from '../field-error';
import { dnsSubdomainErrors, pathSegmentErrors } from '../names';
import type { Draft } from '../object';
import type { PolicyRule, RbacSubject, RoleBinding, RoleRef } from '../schema/objects';

/** The API group of users, groups and roles. */
const RBAC_GROUP = 'rbac.authorization.k8s.io';

// upstream: rbac validation, ValidatePolicyRule
function validateRule(rule: PolicyRule, path: string, isNamespaced: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const { verbs = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  const urls = rule.nonResourceURLs ?? [];
  if (verbs.length === 0) {
    errors.push(required(`${path}.verbs`, 'verbs must contain at least one value'));
  }
  if (urls.length > 0) {
    const at = `${path}.nonResourceURLs`;
    if (isNamespaced) {
      errors.push(invalid(at, urls, 'namespaced rules cannot apply to non-resource URLs'));
    }
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      errors.push(
        invalid(at, urls, 'rules cannot apply to both regular resources and non-resource URLs'),
      );
    }
    return errors;
  }
  if (apiGroups.length === 0) {
    errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
  return errors;
}

/** What is wrong with the rules of a role. */
export function validateRules(
  rules: readonly PolicyRule[] | null | undefined,
  isNamespaced: boolean,
): FieldError[] {
  return (rules ?? []).flatMap((rule, index) =>
    validateRule(rule, `rules[${index}]`, isNamespaced),
  );
}

/** What a binding has in common, whether it grants in one namespace or everywhere. */
type Binding = Pick<RoleBinding, 'roleRef' | 'subjects'>;

const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

function validateSubject(subject: RbacSubject, path: string, isNamespaced: boolean): FieldError[] {
  const errors: FieldError[] = [];
  const { kind, name, apiGroup = '', namespace = '' } = subject;
  if (name === '') errors.push(required(`${path}.name`));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') errors.push(...invalidEach(`${path}.name`, name, dnsSubdomainErrors(name)));
      if (apiGroup !== '') errors.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
      if (!isNamespaced && namespace === '') errors.push(required(`${path}.namespace`));
      break;
    case 'User':
    case 'Group':
      if (apiGroup !== RBAC_GROUP) {
        errors.push(notSupported(`${path}.apiGroup`, apiGroup, [RBAC_GROUP]));
      }
      break;
    default:
      errors.push(notSupported(`${path}.kind`, kind, SUBJECT_KINDS));
  }
  return errors;
}

function validateRoleRef(ref: RoleRef, kinds: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  if (ref.apiGroup !== RBAC_GROUP) {
    errors.push(notSupported('roleRef.apiGroup', ref.apiGroup, [RBAC_GROUP]));
  }
  if (!kinds.includes(ref.kind)) errors.push(notSupported('roleRef.kind', ref.kind, kinds));
  if (ref.name === '') errors.push(required('roleRef.name'));
  else errors.push(...invalidEach('roleRef.name', ref.name, pathSegmentErrors(ref.name)));
  return errors;
}

/** What is wrong with a binding; `kinds` are those of the roles that it may refer to. */
export function validateBinding(
  { roleRef, subjects }: Binding,
  kinds: readonly string[],
  isNamespaced: boolean,
): FieldError[] {
  return [
    ...validateRoleRef(roleRef, kinds),
    ...(subjects ?? []).flatMap((subject, index) =>
      validateSubject(subject, `subjects[${index}]`, isNamespaced),
    ),
  ];
}

/** Fills in the API groups of a binding's role and subjects. upstream: rbac/v1 defaults */
export function defaultBinding(draft: Draft<Binding>): void {
  if (!draft.roleRef.apiGroup && !Object.isFrozen(draft.roleRef)) {
    draft.roleRef.apiGroup = RBAC_GROUP;
  }
  for (const subject of draft.subjects ?? []) {
    if (subject.apiGroup || Object.isFrozen(subject)) continue;
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup = RBAC_GROUP;
  }
}

/** What an update of a binding may not change. */
export function validateRoleRefUpdate({ roleRef }: Binding, old: Binding): FieldError[] {
  const { apiGroup, kind, name } = roleRef;
  const before = old.roleRef;
  if (apiGroup === before.apiGroup && kind === before.kind && name === before.name) return [];
  const value = { APIGroup: apiGroup, Kind: kind, Name: name };
  return [invalid('roleRef', value, 'cannot change roleRef')];
}

/** The cells of a binding after its age: its users, groups and service accounts. */
export function subjectCells({ subjects }: Binding): [string, string, string] {
  const names = (kind: string) => (subjects ?? []).filter((subject) => subject.kind === kind);
  return [
    names('User')
      .map(({ name }) => name)
      .join(', '),
    names('Group')
      .map(({ name }) => name)
      .join(', '),
    names('ServiceAccount')
      .map(({ namespace, name }) => (namespace ? `${namespace}/${name}` : `/${name}`))
      .join(', '),
  ];
}

/** The cell that names a binding's role. */
export function roleCell({ roleRef }: Binding): string {
  return `${roleRef.kind}/${roleRef.name}`;
}
