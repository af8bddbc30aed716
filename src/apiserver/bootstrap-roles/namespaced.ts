import { EVENTS, READ, type RoleData, rule } from './rule';

/** A default role of a namespace, and the users and service accounts of kube-system that it is bound to. */
export interface NamespacedRoleData extends RoleData {
  readonly namespace: 'kube-public' | 'kube-system';
  /** The binding's name, where it is not the role's. */
  readonly binding?: string;
  readonly users?: readonly string[];
  readonly serviceAccounts?: readonly string[];
}

const SYSTEM = 'kube-system';
const LEASES = 'coordination.k8s.io';

function leaderLocking(component: string): NamespacedRoleData {
  return {
    namespace: SYSTEM,
    name: `system::leader-locking-${component}`,
    rules: [
      rule('watch', '', 'configmaps'),
      rule('get update', '', 'configmaps', [component]),
      rule('create get list update watch', LEASES, 'leases'),
    ],
    users: [`system:${component}`],
    serviceAccounts: [component],
  };
}

/** upstream: bootstrappolicy, namespace_policy.go */
export const namespacedRoles: readonly NamespacedRoleData[] = [
  {
    namespace: SYSTEM,
    name: 'extension-apiserver-authentication-reader',
    rules: [rule(READ, '', 'configmaps', ['extension-apiserver-authentication'])],
    binding: 'system::extension-apiserver-authentication-reader',
    users: ['system:kube-controller-manager', 'system:kube-scheduler'],
  },
  {
    namespace: SYSTEM,
    name: 'system:controller:bootstrap-signer',
    rules: [rule(READ, '', 'secrets')],
    serviceAccounts: ['bootstrap-signer'],
  },
  {
    namespace: SYSTEM,
    name: 'system:controller:cloud-provider',
    rules: [rule('create get list watch', '', 'configmaps')],
    serviceAccounts: ['cloud-provider'],
  },
  {
    namespace: SYSTEM,
    name: 'system:controller:token-cleaner',
    rules: [rule('delete get list watch', '', 'secrets'), EVENTS],
    serviceAccounts: ['token-cleaner'],
  },
  leaderLocking('kube-controller-manager'),
  leaderLocking('kube-scheduler'),
  {
    namespace: 'kube-public',
    name: 'system:controller:bootstrap-signer',
    rules: [
      rule(READ, '', 'configmaps'),
      rule('update', '', 'configmaps', ['cluster-info']),
      EVENTS,
    ],
    serviceAccounts: ['bootstrap-signer'],
  },
];
