import { kindOf } from '../api';
import { forbiddenError } from '../api/errors';
import type { Kind } from '../api/kind';
import { joinKey } from '../api/object';
import type {
  ClusterRole,
  ClusterRoleBinding,
  PolicyRule,
  RbacSubject,
  Role,
  RoleBinding,
  RoleRef,
} from '../api/schema/objects';
import type { User } from './api';
import type { Gate, Request } from './request';
import type { Store } from './store';

const RBAC = 'rbac.authorization.k8s.io/v1';
const Roles = kindOf(RBAC, 'Role') as unknown as Kind<Role>;
const RoleBindings = kindOf(RBAC, 'RoleBinding') as unknown as Kind<RoleBinding>;
const ClusterRoles = kindOf(RBAC, 'ClusterRole') as unknown as Kind<ClusterRole>;
const ClusterRoleBindings = kindOf(
  RBAC,
  'ClusterRoleBinding',
) as unknown as Kind<ClusterRoleBinding>;

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

function allows(rule: PolicyRule, request: Request): boolean {
  const { verb, kind, subresource, name } = request;
  const resource = subresource === '' ? kind.plural : `${kind.plural}/${subresource}`;
  const within = (list: readonly string[] | null | undefined, value: string) =>
    (list ?? []).some((item) => item === '*' || item === value);
  const names = rule.resourceNames ?? [];
  return (
    within(rule.verbs, verb) &&
    within(rule.apiGroups, kind.group) &&
    ((rule.resources ?? []).includes(`*/${subresource}`) || within(rule.resources, resource)) &&
    (names.length === 0 || names.includes(name))
  );
}

/** Whether the user may, and what went wrong on the way: roles that are bound and not there. */
interface Decision {
  readonly allowed: boolean;
  readonly problems: readonly string[];
}

/** The namespace that a request concerns: a Namespace lies in itself. upstream: RequestInfo */
function namespaceOf({ kind, verb, name, namespace }: Request): string | undefined {
  const isNamespace = kind.id === 'namespaces' && name !== '' && verb !== 'create';
  return isNamespace ? name : namespace;
}

/** The rules of a role that is bound; undefined when there is no such role. */
function rulesOf(store: Store, ref: RoleRef, namespace: string): readonly PolicyRule[] | undefined {
  const role =
    ref.kind === 'ClusterRole'
      ? store.get(ClusterRoles, ref.name)
      : store.get(Roles, joinKey(namespace, ref.name));
  return role === undefined ? undefined : (role.rules ?? []);
}

function decide(store: Store, request: Request): Decision {
  const { user } = request;
  if (user.groups.includes('system:masters')) return { allowed: true, problems: [] };
  const namespace = namespaceOf(request);
  const problems: string[] = [];
  const grants = ({ subjects = [], roleRef }: RoleBinding, within: string | undefined) => {
    if (!subjects.some((subject) => isMeant(user, subject, within))) return false;
    const rules = rulesOf(store, roleRef, within ?? '');
    if (rules !== undefined) return rules.some((rule) => allows(rule, request));
    const plural = roleRef.kind === 'ClusterRole' ? 'clusterrole' : 'role';
    problems.push(`${plural}.rbac.authorization.k8s.io "${roleRef.name}" not found`);
    return false;
  };
  for (const binding of store.objects(ClusterRoleBindings).values()) {
    if (grants(binding, undefined)) return { allowed: true, problems };
  }
  if (namespace !== undefined) {
    for (const binding of store.objects(RoleBindings, namespace).values()) {
      if (grants(binding, namespace)) return { allowed: true, problems };
    }
  }
  return { allowed: false, problems };
}

/** True when the stored roles and bindings let the user do this. upstream: RBAC authorizer */
export function isAllowed(store: Store, request: Request): boolean {
  return decide(store, request).allowed;
}

/** The gate that lets only those pass who may. */
export function authorizer(store: Store): Gate {
  return (request) => {
    const { allowed, problems } = decide(store, request);
    if (allowed) return;
    const { user, verb, kind, name, subresource } = request;
    const namespace = namespaceOf(request);
    const resource = subresource === '' ? kind.plural : `${kind.plural}/${subresource}`;
    const scope =
      namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    const why =
      problems.length === 0
        ? ''
        : `: RBAC: ${problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`}`;
    throw forbiddenError(
      kind,
      verb === 'create' && subresource === '' ? '' : name,
      `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${scope}${why}`,
    );
  };
}
