import { forbiddenError, notFoundError } from '../../api/errors';
import type { Kind } from '../../api/kind';
import { deepEqual, type KubeObject } from '../../api/object';
import { ClusterRoles } from '../../api/rbac/cluster-role';
import { ClusterRoleBindings } from '../../api/rbac/cluster-role-binding';
import { Roles } from '../../api/rbac/role';
import { RoleBindings } from '../../api/rbac/role-binding';
import type { ClusterRole, PolicyRule, RoleBinding } from '../../api/schema/objects';
import { rulesFor, rulesOf } from '../authorization/rbac';
import type { AdmissionPlugin, Request } from '../request';
import { quotedList, ruleLines, uncovered } from '../rule-coverage';

const GROUP = Roles.group;
const EVERYTHING: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** True when the user may do this with roles whatever they allow. */
function mayWith(
  { user, authorizer, namespace }: Request,
  verb: 'bind' | 'escalate',
  role: { readonly plural: string; readonly name: string },
): boolean {
  const attributes = { user, verb, group: GROUP, subresource: '', namespace, ...role };
  return authorizer.decide(attributes).allowed;
}

/** Why the user may not give these rights away; undefined when the user holds all of them. */
function escalation(request: Request, rules: readonly PolicyRule[]): string | undefined {
  const { user, store, namespace } = request;
  const missing = uncovered(rulesFor(store, user, namespace ?? ''), rules);
  if (missing.length === 0) return undefined;
  const lines = ruleLines(missing).join('\n');
  return `user ${JSON.stringify(user.name)} (groups=${quotedList(user.groups)}) is attempting to grant RBAC permissions not currently held:\n${lines}`;
}

/** What a change by the garbage collector may touch. upstream: registry/rbac, IsOnlyMutatingGCFields */
const COLLECTORS = ['ownerReferences', 'finalizers', 'managedFields', 'resourceVersion'];

function beyondCollector({ metadata, ...rest }: KubeObject): object {
  const kept = Object.entries(metadata).filter(([field]) => !COLLECTORS.includes(field));
  return { ...rest, metadata: Object.fromEntries(kept) };
}

/** True when only owners and finalizers change: that gives no rights away. */
function isCollectors({ old }: Request, object: KubeObject): boolean {
  return old !== undefined && deepEqual(beyondCollector(old), beyondCollector(object));
}

function checkRole(request: Request, role: ClusterRole): void {
  const { kind, name } = request;
  if (mayWith(request, 'escalate', { plural: kind.plural, name: request.old ? name : '' })) return;
  const why = escalation(request, role.rules ?? []);
  if (why !== undefined) throw forbiddenError(kind, role.metadata.name, why);
  if (role.aggregationRule === undefined) return;
  if (escalation(request, EVERYTHING) === undefined) return;
  throw forbiddenError(
    kind,
    role.metadata.name,
    'must have cluster-admin privileges to use the aggregationRule',
  );
}

function checkBinding(request: Request, { metadata, roleRef }: RoleBinding): void {
  const kind: Kind = roleRef.kind === 'ClusterRole' ? ClusterRoles : Roles;
  if (mayWith(request, 'bind', { plural: kind.plural, name: roleRef.name })) return;
  const rules = rulesOf(request.store, roleRef, request.namespace ?? '');
  if (rules === undefined) throw notFoundError(kind, roleRef.name);
  const why = escalation(request, rules);
  if (why !== undefined) throw forbiddenError(request.kind, metadata.name, why);
}

/**
 * Nobody gives away rights that they do not hold, unless they may `escalate` the role or `bind` it.
 * upstream: registry/rbac, policybased storages
 */
export const rbacEscalation: AdmissionPlugin = {
  name: 'RBACEscalation',
  kinds: [Roles.id, ClusterRoles.id, RoleBindings.id, ClusterRoleBindings.id],
  verbs: ['create', 'update'],
  // upstream: the storage asks before it validates, after all that changes objects
  mutate(request, object) {
    if (request.user.groups.includes('system:masters')) return;
    if (isCollectors(request, object as unknown as KubeObject)) return;
    const { id } = request.kind;
    if (id === Roles.id || id === ClusterRoles.id)
      checkRole(request, object as unknown as ClusterRole);
    else checkBinding(request, object as unknown as RoleBinding);
  },
};
