/** A manifest by its kind; where a kind has several groups, by its apiVersion too. */
export interface Seed {
  readonly kind: string;
  readonly [field: string]: unknown;
}

const rule = { operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] };
const webhook = {
  name: 'a.b.example.com',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { service: { namespace: 'n', name: 's', path: '/x' } },
  rules: [rule],
  matchConditions: [{ name: 'c', expression: 'true' }],
};
const backend = { service: { name: 'web', port: { number: 80 } } };
const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
const devices = {
  requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu' } }],
  constraints: [{ requests: ['gpu'], matchAttribute: 'a.b/numa' }],
};
const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

const networking: readonly Seed[] = [
  {
    kind: 'Ingress',
    spec: {
      rules: [{ host: 'a.b', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      tls: [{ hosts: ['a.b'], secretName: 's' }],
    },
  },
  { kind: 'IngressClass', spec: { controller: 'a.b/c', parameters: { kind: 'P', name: 'p' } } },
  {
    kind: 'NetworkPolicy',
    spec: {
      podSelector: {},
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 80 }] }],
    },
  },
  { kind: 'ServiceCIDR', spec: { cidrs: ['10.96.0.0/12'] } },
  { kind: 'IPAddress', spec: { parentRef: { resource: 'services', name: 'web' } } },
];

const storage: readonly Seed[] = [
  {
    kind: 'PersistentVolume',
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      hostPath: { path: '/srv' },
    },
  },
  { kind: 'PersistentVolumeClaim', spec: claim },
  { kind: 'StorageClass', provisioner: 'a.b/c', parameters: { a: 'b' } },
  { kind: 'CSIDriver', spec: { tokenRequests: [{ audience: 'a' }] } },
  { kind: 'CSINode', spec: { drivers: [{ name: 'a.b', nodeID: 'n', topologyKeys: ['z'] }] } },
  { kind: 'CSIStorageCapacity', storageClassName: 'fast', capacity: '1Gi' },
  { kind: 'VolumeAttributesClass', driverName: 'a.b', parameters: { a: 'b' } },
  {
    kind: 'VolumeAttachment',
    spec: { attacher: 'a.b', nodeName: 'n', source: { persistentVolumeName: 'pv' } },
  },
];

const policy: readonly Seed[] = [
  { kind: 'LimitRange', spec: { limits: [{ type: 'Container', max: { cpu: '1' } }] } },
  { kind: 'ResourceQuota', spec: { hard: { pods: '9999' }, scopes: ['NotTerminating'] } },
  { kind: 'RuntimeClass', handler: 'runc', overhead: { podFixed: { cpu: '1m' } } },
  { kind: 'Role', rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  {
    kind: 'RoleBinding',
    roleRef: { kind: 'Role', name: 'r' },
    subjects: [{ kind: 'User', name: 'kim' }],
  },
  {
    kind: 'FlowSchema',
    spec: {
      priorityLevelConfiguration: { name: 'p' },
      rules: [
        {
          subjects: [{ kind: 'User', user: { name: 'kim' } }],
          nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/a'] }],
        },
      ],
    },
  },
  {
    kind: 'PriorityLevelConfiguration',
    spec: { type: 'Limited', limited: { limitResponse: { type: 'Queue', queuing: {} } } },
  },
];

const extension: readonly Seed[] = [
  { kind: 'MutatingWebhookConfiguration', webhooks: [webhook] },
  { kind: 'ValidatingWebhookConfiguration', webhooks: [webhook] },
  {
    kind: 'ValidatingAdmissionPolicy',
    spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression: 'true' }] },
  },
  {
    kind: 'ValidatingAdmissionPolicyBinding',
    spec: { policyName: 'p', validationActions: ['Deny'], paramRef: { name: 'a' } },
  },
  {
    kind: 'CertificateSigningRequest',
    spec: { request: 'AAAA', signerName: 'a.b/c', usages: ['client auth'] },
  },
  {
    kind: 'APIService',
    spec: { group: 'a.b', version: 'v1', groupPriorityMinimum: 1, versionPriority: 1 },
  },
  {
    kind: 'CustomResourceDefinition',
    spec: {
      group: 'a.b',
      scope: 'Namespaced',
      names: { plural: 'crates', kind: 'Crate' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { spec: { type: 'array', items: { type: 'string', default: 'a' } } },
            },
          },
        },
      ],
    },
  },
  { kind: 'ResourceClaim', spec: { devices } },
  { kind: 'ResourceClaimTemplate', spec: { spec: { devices } } },
  {
    kind: 'DeviceClass',
    spec: { selectors: [{ cel: { expression: 'true' } }] },
  },
  {
    kind: 'ResourceSlice',
    spec: {
      driver: 'a.b',
      pool: { name: 'p', generation: 0, resourceSliceCount: 1 },
      nodeName: 'n',
      devices: [{ name: 'd' }],
    },
  },
  {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v2',
    spec: { maxReplicas: 5, scaleTargetRef: target, behavior: { scaleUp: {} } },
  },
];

/** One good manifest of each kind that is neither a workload nor core to the cluster. */
export const foreignSeeds: readonly Seed[] = [...networking, ...storage, ...policy, ...extension];
