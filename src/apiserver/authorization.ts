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

/** True when the stored roles and bindings let the user do this. upstream: RBAC authorizer */
export function isAllowed(store: Store, request: Request): boolean {
  const { user, namespace } = request;
  if (user.groups.includes('system:masters')) return true;
  for (const { subjects = [], roleRef } of store.objects(ClusterRoleBindings).values()) {
    if (!subjects.some((subject) => isMeant(user, subject, undefined))) continue;
    const role = store.get(ClusterRoles, roleRef.name);
    if (role?.rules?.some((rule) => allows(rule, request)) === true) return true;
  }
  if (namespace === undefined) return false;
  for (const { subjects = [], roleRef } of store.objects(RoleBindings, namespace).values()) {
    if (!subjects.some((subject) => isMeant(user, subject, namespace))) continue;
    const role =
      roleRef.kind === 'ClusterRole'
        ? store.get(ClusterRoles, roleRef.name)
        : store.get(Roles, joinKey(namespace, roleRef.name));
    if (role?.rules?.some((rule) => allows(rule, request)) === true) return true;
  }
  return false;
}

/** The gate that lets only those pass who may. */
export function authorizer(store: Store): Gate {
  return (request) => {
    if (isAllowed(store, request)) return;
    const { user, verb, kind, namespace, name, subresource } = request;
    const resource = subresource === '' ? kind.plural : `${kind.plural}/${subresource}`;
    const scope =
      namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    throw forbiddenError(
      subresource === '' ? kind : { ...kind, plural: `${kind.plural}/${subresource}` },
      verb === 'create' && subresource === '' ? '' : name,
      `User "${user.name}" cannot ${verb} resource "${resource}" in API group "${kind.group}" ${scope}`,
    );
  };
}
