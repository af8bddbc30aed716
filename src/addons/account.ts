import type { PolicyRule } from '../api/schema/objects';
import type { Host } from './add-on';
import { createManifest } from './manifest-add-on';

const RBAC = 'rbac.authorization.k8s.io';

/** A program that asks the API server: its service account in kube-system, and what that may do. */
export interface Account {
  readonly name: string;
  /** The role's name; the account's when left out. */
  readonly role?: string;
  /** In the whole cluster. */
  readonly rules: readonly PolicyRule[];
  /** In kube-system besides. */
  readonly own?: readonly PolicyRule[];
}

/** Makes the service account of an add-on's program, with its roles and bindings, as its manifest would. */
export function createAccount(host: Host, { name, role = name, rules, own }: Account): void {
  const namespace = 'kube-system';
  const apiVersion = `${RBAC}/v1`;
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const roleRef = (kind: string) => ({ apiGroup: RBAC, kind, name: role });
  const within = { name: role, namespace };
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
    { apiVersion, kind: 'ClusterRole', metadata: { name: role }, rules },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      subjects,
      roleRef: roleRef('ClusterRole'),
    },
    ...(own === undefined
      ? []
      : [
          { apiVersion, kind: 'Role', metadata: within, rules: own },
          {
            apiVersion,
            kind: 'RoleBinding',
            metadata: { name, namespace },
            subjects,
            roleRef: roleRef('Role'),
          },
        ]),
  ];
  for (const object of objects) createManifest(host, name, JSON.stringify(object));
}
