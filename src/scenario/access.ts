import { kindOf } from '../api';
import { Namespaces } from '../api/core/namespace';
import type { Kind } from '../api/kind';
import type { KubeObject, New } from '../api/object';
import { UserError } from './user-error';
import type { World } from './world';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** Makes a user who has a role in a namespace: one of the namespace's own, else a ClusterRole. */
export function grant(world: World, user: string, role: string, namespace: string): void {
  world.addUser(user);
  const api = world.api();
  if (api.find(Namespaces, { name: namespace }) === undefined) {
    api.create(Namespaces, { metadata: { name: namespace }, spec: {} });
  }
  const [roles, clusterRoles, bindings] = ['Role', 'ClusterRole', 'RoleBinding'].map((kind) =>
    kindOf(RBAC, kind),
  );
  if (roles === undefined || clusterRoles === undefined || bindings === undefined) return;
  const isOwn = api.find(roles, { namespace, name: role }) !== undefined;
  if (!isOwn && api.find(clusterRoles, { name: role }) === undefined) {
    throw new UserError(`there is no Role or ClusterRole "${role}"`);
  }
  const binding = {
    metadata: { name: `${user}-${role}`, namespace },
    subjects: [{ kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' }],
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: isOwn ? 'Role' : 'ClusterRole',
      name: role,
    },
  };
  api.create(bindings as Kind, binding as unknown as New<KubeObject>);
}
