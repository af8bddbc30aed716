import { EVENTS, paths, READ, type RoleData, type Rule, rule } from './rule';

const AUTHENTICATION = 'authentication.k8s.io';
const AUTHORIZATION = 'authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const COORDINATION = 'coordination.k8s.io';
const DISCOVERY = 'discovery.k8s.io';
const RESOURCE = 'resource.k8s.io';
const STORAGE = 'storage.k8s.io';

const REVIEWS: readonly Rule[] = [
  rule('create', AUTHENTICATION, 'tokenreviews'),
  rule('create', AUTHORIZATION, 'subjectaccessreviews'),
];

/** The Lease that the replicas of a component fight for. */
function leadership(name: string): readonly Rule[] {
  return [
    rule('create', COORDINATION, 'leases'),
    rule('get update', COORDINATION, 'leases', [name]),
  ];
}

/** upstream: bootstrappolicy, NodeRules */
const node: readonly Rule[] = [
  rule('create', AUTHENTICATION, 'tokenreviews'),
  rule('create', AUTHORIZATION, 'localsubjectaccessreviews subjectaccessreviews'),
  rule(READ, '', 'services'),
  rule('create get list watch', '', 'nodes'),
  rule('patch update', '', 'nodes/status'),
  rule('patch update', '', 'nodes'),
  rule('create patch update', '', 'events'),
  rule(READ, '', 'pods'),
  rule('create delete', '', 'pods'),
  rule('patch update', '', 'pods/status'),
  rule('create', '', 'pods/eviction'),
  rule(READ, '', 'configmaps secrets'),
  rule('get', '', 'persistentvolumeclaims persistentvolumes'),
  rule('get', '', 'endpoints'),
  rule('create get list watch', CERTIFICATES, 'certificatesigningrequests'),
  rule('create delete get patch update', COORDINATION, 'leases'),
  rule('get', STORAGE, 'volumeattachments'),
  rule('create', '', 'serviceaccounts/token'),
  rule('get patch update', '', 'persistentvolumeclaims/status'),
  rule(READ, STORAGE, 'csidrivers'),
  rule('create delete get patch update', STORAGE, 'csinodes'),
  rule(READ, 'node.k8s.io', 'runtimeclasses'),
  rule('get', RESOURCE, 'resourceclaims'),
  rule('deletecollection', RESOURCE, 'resourceslices'),
  rule('get', '', 'serviceaccounts'),
];

const controllerManager: readonly Rule[] = [
  EVENTS,
  ...leadership('kube-controller-manager'),
  rule('create', '', 'secrets serviceaccounts'),
  rule('delete', '', 'secrets'),
  rule('get', '', 'configmaps namespaces secrets serviceaccounts'),
  rule('update', '', 'secrets serviceaccounts'),
  ...REVIEWS,
  rule('list watch', '*', '*'),
  rule('create', '', 'serviceaccounts/token'),
];

const scheduler: readonly Rule[] = [
  EVENTS,
  ...leadership('kube-scheduler'),
  rule(READ, '', 'nodes'),
  rule('delete get list watch', '', 'pods'),
  rule('create', '', 'bindings pods/binding'),
  rule('patch update', '', 'pods/status'),
  rule(READ, '', 'replicationcontrollers services'),
  rule(READ, ['apps', 'extensions'], 'replicasets'),
  rule(READ, 'apps', 'statefulsets'),
  rule(READ, 'policy', 'poddisruptionbudgets'),
  rule(READ, '', 'persistentvolumeclaims persistentvolumes'),
  ...REVIEWS,
  rule(READ, STORAGE, 'csinodes'),
  rule(READ, '', 'namespaces'),
  rule(READ, STORAGE, 'csidrivers'),
  rule(READ, STORAGE, 'csistoragecapacities'),
  rule(READ, RESOURCE, 'deviceclasses'),
  rule('get list patch update watch', RESOURCE, 'resourceclaims'),
  rule('patch update', RESOURCE, 'resourceclaims/status'),
  rule(READ, RESOURCE, 'resourceslices'),
  rule('update', '', 'pods/finalizers'),
];

const proxier: readonly Rule[] = [
  rule('list watch', '', 'endpoints services'),
  rule(READ, '', 'nodes'),
  EVENTS,
  rule('list watch', DISCOVERY, 'endpointslices'),
  rule('list watch', 'networking.k8s.io', 'servicecidrs'),
];

const HEALTH = ['/healthz', '/healthz/*', '/livez', '/livez/*', '/readyz', '/readyz/*'];
const REQUESTS = 'certificatesigningrequests';

function approver(signer: string): RoleData {
  const name = `system:${CERTIFICATES}:${signer}-approver`;
  return { name, rules: [rule('approve', CERTIFICATES, 'signers', [`kubernetes.io/${signer}`])] };
}

/** The roles of the components, and those that clusters give to what they add. upstream: bootstrappolicy, clusterRoles */
export const componentRoles: readonly RoleData[] = [
  { name: 'system:monitoring', rules: [paths(...HEALTH, '/metrics', '/metrics/slis')] },
  {
    name: 'system:heapster',
    rules: [
      rule(READ, '', 'events namespaces nodes pods'),
      rule(READ, 'extensions', 'deployments'),
    ],
  },
  { name: 'system:node', rules: node },
  {
    name: 'system:node-problem-detector',
    rules: [rule('get', '', 'nodes'), rule('patch', '', 'nodes/status'), EVENTS],
  },
  {
    name: 'system:kubelet-api-admin',
    rules: [
      rule(READ, '', 'nodes'),
      rule('proxy', '', 'nodes'),
      rule(
        '*',
        '',
        'nodes/configz nodes/healthz nodes/log nodes/metrics nodes/pods nodes/proxy nodes/stats',
      ),
    ],
  },
  {
    name: 'system:node-bootstrapper',
    rules: [rule('create get list watch', CERTIFICATES, REQUESTS)],
  },
  { name: 'system:auth-delegator', rules: REVIEWS },
  { name: 'system:kube-aggregator', rules: [rule(READ, '', 'endpoints services')] },
  { name: 'system:kube-controller-manager', rules: controllerManager },
  { name: 'system:kube-dns', rules: [rule('list watch', '', 'endpoints services')] },
  {
    name: 'system:persistent-volume-provisioner',
    rules: [
      rule('create delete get list watch', '', 'persistentvolumes'),
      rule('get list update watch', '', 'persistentvolumeclaims'),
      rule(READ, STORAGE, 'storageclasses'),
      rule('watch', '', 'events'),
      EVENTS,
    ],
  },
  ...['nodeclient', 'selfnodeclient'].map((kind) => ({
    name: `system:${CERTIFICATES}:${REQUESTS}:${kind}`,
    rules: [rule('create', CERTIFICATES, `${REQUESTS}/${kind}`)],
  })),
  {
    name: 'system:volume-scheduler',
    rules: [
      rule('get list patch update watch', '', 'persistentvolumes'),
      rule(READ, STORAGE, 'storageclasses'),
      rule('get list patch update watch', '', 'persistentvolumeclaims'),
    ],
  },
  ...[
    'legacy-unknown',
    'kubelet-serving',
    'kube-apiserver-client',
    'kube-apiserver-client-kubelet',
  ].map(approver),
  {
    name: 'system:service-account-issuer-discovery',
    rules: [
      paths(
        '/.well-known/openid-configuration',
        '/.well-known/openid-configuration/',
        '/openid/v1/jwks',
        '/openid/v1/jwks/',
      ),
    ],
  },
  { name: 'system:node-proxier', rules: proxier },
  { name: 'system:kube-scheduler', rules: scheduler },
];
