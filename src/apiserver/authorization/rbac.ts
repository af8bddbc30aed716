import { kindOf } from '../../api';
import type { Kind } from '../../api/kind';
import { joinKey } from '../../api/object';
import type {
  ClusterRole,
  PolicyRule,
  RbacSubject,
  Role,
  RoleBinding,
  RoleRef,
} from '../../api/schema/objects';
import type { User } from '../api';
import type { Store } from '../store';
import type { Attributes, PathAttributes } from './attributes';
import type { Decision } from './authorizer';
import { type ClusterBindings, ClusterRoleBindings } from './cluster-bindings';

const RBAC = 'rbac.authorization.k8s.io/v1';
const Roles = kindOf(RBAC, 'Role') as unknown as Kind<Role>;
const RoleBindings = kindOf(RBAC, 'RoleBinding') as unknown as Kind<RoleBinding>;
const ClusterRoles = kindOf(RBAC, 'ClusterRole') as unknown as Kind<ClusterRole>;

/** The kinds whose objects say who may do what. */
export const RBAC_KINDS: readonly Kind[] = [
  Roles,
  RoleBindings,
  ClusterRoles,
  ClusterRoleBindings,
].map((kind) => kind as unknown as Kind);

function isMeant(user: User, subject: RbacSubject, namespace: string | undefined): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    case 'ServiceAccount':
      return (
        user.name === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`
      );
    default:
      return false;
  }
}

/** Whether a rule lets somebody do this. upstream: RuleAllows */
export function allows(rule: PolicyRule, attributes: Attributes): boolean {
  if ('path' in attributes) return allowsPath(rule, attributes);
  const { verb, group, plural, subresource, name } = attributes;
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const within = (list: readonly string[] | null | undefined, value: string) =>
    (list ?? []).some((item) => item === '*' || item === value);
  const names = rule.resourceNames ?? [];
  return (
    within(rule.verbs, verb) &&
    within(rule.apiGroups, group) &&
    ((rule.resources ?? []).includes(`*/${subresource}`) || within(rule.resources, resource)) &&
    (names.length === 0 || names.includes(name))
  );
}

function allowsPath(
  { verbs, nonResourceURLs }: PolicyRule,
  { verb, path }: PathAttributes,
): boolean {
  const isMeantBy = (pattern: string) =>
    pattern === '*' ||
    pattern === path ||
    (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));
  const isVerb = verbs.includes('*') || verbs.includes(verb);
  return isVerb && (nonResourceURLs ?? []).some(isMeantBy);
}

/** The rules of a role that is bound; undefined when there is no such role. */
export function rulesOf(
  store: Store,
  ref: RoleRef,
  namespace: string,
): readonly PolicyRule[] | undefined {
  const role =
    ref.kind === 'ClusterRole'
      ? store.get(ClusterRoles, ref.name)
      : store.get(Roles, joinKey(namespace, ref.name));
  return role === undefined ? undefined : (role.rules ?? []);
}

/** Whether the stored roles and bindings let the user do this, and by which. upstream: RBAC authorizer */
export function decideByRoles(
  store: Store,
  clusterBindings: ClusterBindings,
  attributes: Attributes,
): Decision {
  const { user } = attributes;
  const namespace = 'path' in attributes ? undefined : attributes.namespace;
  const problems: string[] = [];
  const grants = ({ roleRef }: RoleBinding, within: string | undefined): boolean => {
    const rules = rulesOf(store, roleRef, within ?? '');
    if (rules?.some((rule) => allows(rule, attributes))) return true;
    if (rules === undefined) {
      const plural = roleRef.kind === 'ClusterRole' ? 'clusterrole' : 'role';
      problems.push(`${plural}.rbac.authorization.k8s.io "${roleRef.name}" not found`);
    }
    return false;
  };
  for (const { binding, subject } of clusterBindings.of(user)) {
    if (grants(binding, undefined)) return { allowed: true, reason: reasonOf(binding, subject) };
  }
  if (namespace !== undefined) {
    for (const binding of store.objects(RoleBindings, namespace).values()) {
      const subject = binding.subjects?.find((each) => isMeant(user, each, namespace));
      if (subject === undefined || !grants(binding, namespace)) continue;
      return { allowed: true, reason: reasonOf(binding, subject) };
    }
  }
  return { allowed: false, reason: problemText(problems) };
}

/** All rules that are bound to the user, in a namespace and in the cluster. upstream: RBAC RulesFor */
export function rulesFor(store: Store, user: User, namespace: string): readonly PolicyRule[] {
  const bound = (bindings: Iterable<RoleBinding>, within: string | undefined) =>
    [...bindings].flatMap(({ subjects = [], roleRef }) =>
      subjects.some((subject) => isMeant(user, subject, within))
        ? (rulesOf(store, roleRef, within ?? '') ?? [])
        : [],
    );
  return [
    ...bound(store.objects(ClusterRoleBindings).values(), undefined),
    ...bound(store.objects(RoleBindings, namespace).values(), namespace),
  ];
}

// upstream: RBAC authorizer, clusterRoleBindingDescriber and roleBindingDescriber
function reasonOf(binding: RoleBinding, subject: RbacSubject): string {
  const { kind, metadata, roleRef } = binding;
  const where = metadata.namespace === undefined ? '' : `/${metadata.namespace}`;
  const who =
    subject.kind === 'ServiceAccount'
      ? `ServiceAccount "${subject.name}/${subject.namespace ?? metadata.namespace ?? ''}"`
      : `${subject.kind} "${subject.name}"`;
  return `RBAC: allowed by ${kind} "${metadata.name}${where}" of ${roleRef.kind} "${roleRef.name}" to ${who}`;
}

/** What went wrong while deciding: roles that are bound and not there. */
function problemText(problems: readonly string[]): string {
  if (problems.length === 0) return '';
  return `RBAC: ${problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`}`;
}
