import { kindOf } from '../api';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import { makeNamespace } from './namespaces';
import { UserError } from './user-error';
import type { World } from './world';

const GROUP = 'rbac.authorization.k8s.io';

function rbacKind(name: string): Kind {
  const kind = kindOf(`${GROUP}/v1`, name);
  if (kind === undefined) throw new Error(`the API has no ${name}`);
  return kind;
}

function bind(
  world: World,
  user: string,
  role: { readonly kind: string; readonly name: string },
  namespace?: string,
): void {
  const binding = {
    metadata: { name: `${user}-${role.name}`, ...(namespace === undefined ? {} : { namespace }) },
    subjects: [{ kind: 'User', name: user, apiGroup: GROUP }],
    roleRef: { apiGroup: GROUP, ...role },
  };
  const kind = rbacKind(namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding');
  world.api().create(kind, binding as unknown as New<KubeObject>);
}

function clusterRole(world: World, name: string): { readonly kind: string; readonly name: string } {
  const kind = rbacKind('ClusterRole');
  if (world.api().find(kind, { name }) !== undefined) return { kind: 'ClusterRole', name };
  const known = [...world.cluster.server.store.objects(kind).keys()].filter(
    (role) => !role.startsWith('system:'),
  );
  throw new UserError(
    `there is no Role or ClusterRole "${name}"; ClusterRoles are: ${known.join(', ')}`,
  );
}

/** Makes a user who has a role in a namespace, which is made when it is not there: one of its own, else a ClusterRole. */
export function grant(world: World, user: string, role: string, namespace: string): void {
  world.addUser(user);
  makeNamespace(world.cluster, namespace);
  const isOwn = world.api().find(rbacKind('Role'), { namespace, name: role }) !== undefined;
  bind(world, user, isOwn ? { kind: 'Role', name: role } : clusterRole(world, role), namespace);
}

/** Makes a user who has a ClusterRole in a namespace, which is made when it is not there. */
export function grantClusterRole(
  world: World,
  user: string,
  role: string,
  namespace: string,
): void {
  world.addUser(user);
  makeNamespace(world.cluster, namespace);
  bind(world, user, clusterRole(world, role), namespace);
}

/** Makes a user who has a ClusterRole in the whole cluster. */
export function grantEverywhere(world: World, user: string, role: string): void {
  world.addUser(user);
  bind(world, user, clusterRole(world, role));
}
