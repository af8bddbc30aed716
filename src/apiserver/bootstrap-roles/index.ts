import { componentRoles } from './components';
import { controllerRules } from './controllers';
import { namespacedRoles } from './namespaced';
import { adminRules, editRules, viewRules } from './people';
import { paths, type Rule, rule } from './rule';

const RBAC = 'rbac.authorization.k8s.io';
const AGGREGATE = `${RBAC}/aggregate-to-`;

const PUBLIC = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];

function role(name: string, rules: readonly Rule[], partOf?: string) {
  const part = partOf === undefined ? {} : { [`${AGGREGATE}${partOf}`]: 'true' };
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: {
      name,
      labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults', ...part },
      annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
    },
    rules,
  };
}

/** A role that gathers the rules of others by their label, as the aggregation controller leaves it. */
function gathered(name: string, rules: readonly Rule[], partOf?: string) {
  const matchLabels = { [`${AGGREGATE}${name}`]: 'true' };
  return {
    ...role(name, rules, partOf),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels }] },
  };
}

const CONTROLLER = 'system:controller:';

/** The roles that every cluster has from its first second. upstream: bootstrappolicy */
export const defaultClusterRoles = [
  role('cluster-admin', [rule('*', '*', '*'), { nonResourceURLs: ['*'], verbs: ['*'] }]),
  gathered('admin', [...editRules, ...viewRules, ...adminRules]),
  gathered('edit', [...editRules, ...viewRules], 'admin'),
  gathered('view', viewRules, 'edit'),
  role('system:basic-user', [
    rule('create', 'authorization.k8s.io', 'selfsubjectaccessreviews selfsubjectrulesreviews'),
    rule('create', 'authentication.k8s.io', 'selfsubjectreviews'),
  ]),
  role('system:discovery', [paths(...DISCOVERY)]),
  role('system:public-info-viewer', [paths(...PUBLIC)]),
  role('system:aggregate-to-admin', adminRules, 'admin'),
  role('system:aggregate-to-edit', editRules, 'edit'),
  role('system:aggregate-to-view', viewRules, 'view'),
  ...componentRoles.map(({ name, rules }) => role(name, rules)),
  ...Object.entries(controllerRules).map(([name, rules]) => role(`${CONTROLLER}${name}`, rules)),
];

interface Subjects {
  readonly groups?: readonly string[];
  readonly users?: readonly string[];
  /** Of kube-system. */
  readonly serviceAccounts?: readonly string[];
}

function subjectsOf({ groups = [], users = [], serviceAccounts = [] }: Subjects) {
  return [
    ...groups.map((name) => ({ apiGroup: RBAC, kind: 'Group', name })),
    ...users.map((name) => ({ apiGroup: RBAC, kind: 'User', name })),
    ...serviceAccounts.map((name) => ({ kind: 'ServiceAccount', name, namespace: 'kube-system' })),
  ];
}

function binding(name: string, bound: Subjects) {
  const { metadata } = role(name, []);
  const subjects = subjectsOf(bound);
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    ...(subjects.length === 0 ? {} : { subjects }),
  };
}

const AUTHENTICATED = 'system:authenticated';

/** Who is bound to which of the roles. */
export const defaultClusterRoleBindings = [
  binding('cluster-admin', { groups: ['system:masters'] }),
  binding('system:monitoring', { groups: ['system:monitoring'] }),
  binding('system:discovery', { groups: [AUTHENTICATED] }),
  binding('system:basic-user', { groups: [AUTHENTICATED] }),
  binding('system:public-info-viewer', { groups: [AUTHENTICATED, 'system:unauthenticated'] }),
  binding('system:node-proxier', { users: ['system:kube-proxy'] }),
  binding('system:kube-controller-manager', { users: ['system:kube-controller-manager'] }),
  binding('system:kube-dns', { serviceAccounts: ['kube-dns'] }),
  binding('system:kube-scheduler', { users: ['system:kube-scheduler'] }),
  binding('system:volume-scheduler', { users: ['system:kube-scheduler'] }),
  // upstream: nodes have their own authorizer, and nobody is bound
  binding('system:node', {}),
  binding('system:service-account-issuer-discovery', { groups: ['system:serviceaccounts'] }),
  ...Object.keys(controllerRules).map((name) =>
    binding(`${CONTROLLER}${name}`, { serviceAccounts: [name] }),
  ),
];

/**
 * What kubeadm binds, as far as it is about anybody who is in a cluster here: those who made it. Nodes do not join by
 * tokens, nobody approves their certificates, and kube-proxy is no DaemonSet, so that the bindings for these have
 * nobody to be about. upstream: kubeadm's ClusterAdminsGroupAndClusterRoleBinding
 */
export const kubeadmBindings = [
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'kubeadm:cluster-admins' },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: subjectsOf({ groups: ['kubeadm:cluster-admins'] }),
  },
];

/** The roles of namespaces. */
export const defaultRoles = namespacedRoles.map(({ name, namespace, rules }) => ({
  ...role(name, rules),
  kind: 'Role',
  metadata: { ...role(name, rules).metadata, namespace },
}));

/** Who is bound to which role of a namespace. */
export const defaultRoleBindings = namespacedRoles.map((data) => {
  const { name, namespace } = data;
  return {
    ...binding(name, data),
    kind: 'RoleBinding',
    metadata: { ...role(data.binding ?? name, []).metadata, namespace },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
  };
});
