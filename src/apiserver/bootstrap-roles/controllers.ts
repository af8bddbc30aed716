import { EVENTS, READ, type Rule, rule } from './rule';

const APPS = ['apps', 'extensions'];
const CERTIFICATES = 'certificates.k8s.io';
const DISCOVERY = 'discovery.k8s.io';
const NETWORKING = 'networking.k8s.io';
const POLICIES = 'admissionregistration.k8s.io';
const RESOURCE = 'resource.k8s.io';
const STORAGE = 'storage.k8s.io';
const CLAIMS = 'persistentvolumeclaims';
const VOLUMES = 'persistentvolumes';

const REPLACES_PODS = 'create delete list patch watch';

/** What each controller may do, by its service account in kube-system. upstream: bootstrappolicy, buildControllerRoles */
export const controllerRules: Readonly<Record<string, readonly Rule[]>> = {
  'attachdetach-controller': [
    rule('list watch', '', `${VOLUMES} ${CLAIMS}`),
    rule(READ, '', 'nodes'),
    rule('patch update', '', 'nodes/status'),
    rule('list watch', '', 'pods'),
    EVENTS,
    rule('create delete get list watch', STORAGE, 'volumeattachments'),
    rule(READ, STORAGE, 'csidrivers'),
    rule(READ, STORAGE, 'csinodes'),
  ],
  'clusterrole-aggregation-controller': [
    rule('escalate get list patch update watch', 'rbac.authorization.k8s.io', 'clusterroles'),
  ],
  'cronjob-controller': [
    rule('get list update watch', 'batch', 'cronjobs'),
    rule('create delete get list patch update watch', 'batch', 'jobs'),
    rule('update', 'batch', 'cronjobs/status'),
    rule('update', 'batch', 'cronjobs/finalizers'),
    rule('delete list watch', '', 'pods'),
    EVENTS,
  ],
  'daemon-set-controller': [
    rule(READ, APPS, 'daemonsets'),
    rule('update', APPS, 'daemonsets/status'),
    rule('update', APPS, 'daemonsets/finalizers'),
    rule('list watch', '', 'nodes'),
    rule(REPLACES_PODS, '', 'pods'),
    rule('create', '', 'pods/binding'),
    rule('create delete get list patch update watch', 'apps', 'controllerrevisions'),
    EVENTS,
  ],
  'deployment-controller': [
    rule('get list update watch', APPS, 'deployments'),
    rule('update', APPS, 'deployments/status'),
    rule('update', APPS, 'deployments/finalizers'),
    rule('create delete get list patch update watch', APPS, 'replicasets'),
    rule('get list update watch', '', 'pods'),
    EVENTS,
  ],
  'disruption-controller': [
    rule(READ, APPS, 'deployments'),
    rule(READ, APPS, 'replicasets'),
    rule(READ, '', 'replicationcontrollers'),
    rule(READ, 'policy', 'poddisruptionbudgets'),
    rule(READ, 'apps', 'statefulsets'),
    rule('update', 'policy', 'poddisruptionbudgets/status'),
    rule('patch update', '', 'pods/status'),
    rule('get', '*', '*/scale'),
    EVENTS,
  ],
  'endpoint-controller': [
    rule(READ, '', 'pods services'),
    rule('create delete get list update watch', '', 'endpoints'),
    rule('create', '', 'endpoints/restricted'),
    EVENTS,
  ],
  'endpointslice-controller': [
    rule(READ, '', 'nodes pods services'),
    rule('update', '', 'services/finalizers'),
    rule('create delete get list update watch', DISCOVERY, 'endpointslices'),
    EVENTS,
  ],
  'endpointslicemirroring-controller': [
    rule(READ, '', 'endpoints services'),
    rule('update', '', 'services/finalizers'),
    rule('update', '', 'endpoints/finalizers'),
    rule('create delete get list update watch', DISCOVERY, 'endpointslices'),
    EVENTS,
  ],
  'expand-controller': [
    rule('get list patch update watch', '', VOLUMES),
    rule('patch update', '', `${CLAIMS}/status`),
    rule(READ, '', CLAIMS),
    EVENTS,
    rule('get', '', 'services'),
  ],
  'ephemeral-volume-controller': [
    rule(READ, '', 'pods'),
    rule('update', '', 'pods/finalizers'),
    rule('create get list watch', '', CLAIMS),
    EVENTS,
  ],
  'resource-claim-controller': [
    rule(READ, '', 'pods'),
    rule('update', '', 'pods/finalizers'),
    rule('create delete get list watch', RESOURCE, 'resourceclaims'),
    rule('patch update', RESOURCE, 'resourceclaims resourceclaims/status'),
    rule('patch update', '', 'pods/status'),
    EVENTS,
  ],
  'generic-garbage-collector': [rule('delete get list patch update watch', '*', '*'), EVENTS],
  'horizontal-pod-autoscaler': [
    rule(READ, 'autoscaling', 'horizontalpodautoscalers'),
    rule('update', 'autoscaling', 'horizontalpodautoscalers/status'),
    rule('get update', '*', '*/scale'),
    rule('list watch', '', 'pods'),
    rule('list watch', 'metrics.k8s.io', 'pods'),
    rule(READ, 'custom.metrics.k8s.io', '*'),
    rule(READ, 'external.metrics.k8s.io', '*'),
    EVENTS,
  ],
  'job-controller': [
    rule('get list patch update watch', 'batch', 'jobs'),
    rule('update', 'batch', 'jobs/status'),
    rule('update', 'batch', 'jobs/finalizers'),
    rule(REPLACES_PODS, '', 'pods'),
    EVENTS,
  ],
  'namespace-controller': [
    rule('delete get list watch', '', 'namespaces'),
    rule('update', '', 'namespaces/finalize namespaces/status'),
    rule('delete deletecollection get list watch', '*', '*'),
  ],
  'node-controller': [
    rule('delete get list patch update watch', '', 'nodes'),
    rule('patch update', '', 'nodes/status'),
    rule('patch update', '', 'pods/status'),
    rule('delete get list watch', '', 'pods'),
    EVENTS,
  ],
  'persistent-volume-binder': [
    rule('create delete get list update watch', '', VOLUMES),
    rule('update', '', `${VOLUMES}/status`),
    rule('get list update watch', '', CLAIMS),
    rule('update', '', `${CLAIMS}/status`),
    rule('create delete get list watch', '', 'pods'),
    rule(READ, STORAGE, 'storageclasses'),
    rule('list watch', '', 'nodes'),
    EVENTS,
    rule('watch', '', 'events'),
    rule('get', '', 'services'),
  ],
  'pod-garbage-collector': [
    rule('delete list watch', '', 'pods'),
    rule(READ, '', 'nodes'),
    rule('patch', '', 'pods/status'),
  ],
  'replicaset-controller': [
    rule('get list update watch', APPS, 'replicasets'),
    rule('update', APPS, 'replicasets/status'),
    rule('update', APPS, 'replicasets/finalizers'),
    rule(REPLACES_PODS, '', 'pods'),
    EVENTS,
  ],
  'replication-controller': [
    rule('get list update watch', '', 'replicationcontrollers'),
    rule('update', '', 'replicationcontrollers/status'),
    rule('update', '', 'replicationcontrollers/finalizers'),
    rule(REPLACES_PODS, '', 'pods'),
    EVENTS,
  ],
  'resourcequota-controller': [
    rule('list watch', '*', '*'),
    rule('update', '', 'resourcequotas/status'),
    EVENTS,
  ],
  'route-controller': [rule('list watch', '', 'nodes'), rule('patch', '', 'nodes/status'), EVENTS],
  'service-account-controller': [rule('create', '', 'serviceaccounts'), EVENTS],
  'service-controller': [
    rule(READ, '', 'services'),
    rule('patch update', '', 'services/status'),
    rule('list watch', '', 'nodes'),
    EVENTS,
  ],
  'service-cidrs-controller': [
    rule('get list patch update watch', NETWORKING, 'servicecidrs'),
    rule('patch update', NETWORKING, 'servicecidrs/finalizers'),
    rule('patch update', NETWORKING, 'servicecidrs/status'),
    rule(READ, NETWORKING, 'ipaddresses'),
    EVENTS,
  ],
  'statefulset-controller': [
    rule('list watch', '', 'pods'),
    rule(READ, 'apps', 'statefulsets'),
    rule('update', 'apps', 'statefulsets/status'),
    rule('update', 'apps', 'statefulsets/finalizers'),
    rule('create delete get patch update', '', 'pods'),
    rule('create delete get list patch update watch', 'apps', 'controllerrevisions'),
    rule('create get list watch', '', CLAIMS),
    rule('delete update', '', CLAIMS),
    rule('update', '', 'pods/finalizers'),
    EVENTS,
  ],
  'ttl-controller': [rule('list patch update watch', '', 'nodes'), EVENTS],
  'certificate-controller': [
    rule('delete get list watch', CERTIFICATES, 'certificatesigningrequests'),
    rule(
      'update',
      CERTIFICATES,
      'certificatesigningrequests/approval certificatesigningrequests/status',
    ),
    rule('approve', CERTIFICATES, 'signers', ['kubernetes.io/kube-apiserver-client-kubelet']),
    rule('sign', CERTIFICATES, 'signers', [
      'kubernetes.io/kube-apiserver-client',
      'kubernetes.io/kube-apiserver-client-kubelet',
      'kubernetes.io/kubelet-serving',
      'kubernetes.io/legacy-unknown',
    ]),
    rule('create', 'authorization.k8s.io', 'subjectaccessreviews'),
    EVENTS,
  ],
  'pvc-protection-controller': [
    rule('get list update watch', '', CLAIMS),
    rule(READ, '', 'pods'),
    EVENTS,
  ],
  'pv-protection-controller': [rule('get list update watch', '', VOLUMES), EVENTS],
  'volumeattributesclass-protection-controller': [
    rule(READ, '', CLAIMS),
    rule(READ, '', VOLUMES),
    rule('get list update watch', STORAGE, 'volumeattributesclasses'),
    EVENTS,
  ],
  'ttl-after-finished-controller': [rule('delete get list watch', 'batch', 'jobs'), EVENTS],
  'root-ca-cert-publisher': [rule('create update', '', 'configmaps'), EVENTS],
  'validatingadmissionpolicy-status-controller': [
    rule(READ, POLICIES, 'validatingadmissionpolicies'),
    rule('get patch update', POLICIES, 'validatingadmissionpolicies/status'),
    EVENTS,
  ],
  'legacy-service-account-token-cleaner': [
    rule('get', '', 'configmaps', ['kube-apiserver-legacy-service-account-token-tracking']),
    rule('delete patch', '', 'secrets'),
  ],
  'selinux-warning-controller': [
    EVENTS,
    rule(READ, '', VOLUMES),
    rule(READ, '', CLAIMS),
    rule(READ, '', 'pods'),
    rule(READ, STORAGE, 'csidrivers'),
  ],
};
