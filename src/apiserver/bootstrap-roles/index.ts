import { adminRules, editRules, viewRules } from './people';
import { paths, type Rule, rule } from './rule';

const RBAC = 'rbac.authorization.k8s.io';
const AGGREGATE = `${RBAC}/aggregate-to-`;

const PUBLIC = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const ISSUER = [
  '/.well-known/openid-configuration',
  '/.well-known/openid-configuration/',
  '/openid/v1/jwks',
  '/openid/v1/jwks/',
];
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

/**
 * The roles for people that every cluster has, from upstream's bootstrap policy. Those of its components are not
 * needed: they may do anything.
 */
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
  role('system:service-account-issuer-discovery', [paths(...ISSUER)]),
  role('system:aggregate-to-admin', adminRules, 'admin'),
  role('system:aggregate-to-edit', editRules, 'edit'),
  role('system:aggregate-to-view', viewRules, 'view'),
];

function binding(name: string, groups: readonly string[]) {
  const { metadata } = role(name, []);
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: groups.map((group) => ({ apiGroup: RBAC, kind: 'Group', name: group })),
  };
}

/** What everybody is bound to. */
export const defaultClusterRoleBindings = [
  binding('cluster-admin', ['system:masters']),
  binding('system:basic-user', ['system:authenticated']),
  binding('system:discovery', ['system:authenticated']),
  binding('system:public-info-viewer', ['system:authenticated', 'system:unauthenticated']),
  binding('system:service-account-issuer-discovery', ['system:serviceaccounts']),
];
