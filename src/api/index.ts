import { MutatingWebhookConfigurations } from './admission-registration/mutating-webhook-configuration';
import { ValidatingAdmissionPolicies } from './admission-registration/validating-admission-policy';
import { ValidatingAdmissionPolicyBindings } from './admission-registration/validating-admission-policy-binding';
import { ValidatingWebhookConfigurations } from './admission-registration/validating-webhook-configuration';
import { APIServices } from './api-registration/api-service';
import { CustomResourceDefinitions } from './apiextensions/custom-resource-definition';
import { ControllerRevisions } from './apps/controller-revision';
import { DaemonSets } from './apps/daemon-set';
import { Deployments } from './apps/deployment';
import { ReplicaSets } from './apps/replica-set';
import { StatefulSets } from './apps/stateful-set';
import { HorizontalPodAutoscalers } from './autoscaling/horizontal-pod-autoscaler';
import { HorizontalPodAutoscalersV1 } from './autoscaling/horizontal-pod-autoscaler-v1';
import { CronJobs } from './batch/cron-job';
import { Jobs } from './batch/job';
import { CertificateSigningRequests } from './certificates/certificate-signing-request';
import { Leases } from './coordination/lease';
import { ConfigMaps } from './core/config-map';
import { EndpointsKind } from './core/endpoints';
import { Events } from './core/event';
import { LimitRanges } from './core/limit-range';
import { Namespaces } from './core/namespace';
import { Nodes } from './core/node';
import { PersistentVolumes } from './core/persistent-volume';
import { PersistentVolumeClaims } from './core/persistent-volume-claim';
import { Pods } from './core/pod';
import { PodTemplates } from './core/pod-template';
import { ReplicationControllers } from './core/replication-controller';
import { ResourceQuotas } from './core/resource-quota';
import { Secrets } from './core/secret';
import { Services } from './core/service';
import { ServiceAccounts } from './core/service-account';
import { EndpointSlices } from './discovery/endpoint-slice';
import { RegardingEvents } from './events/event';
import { FlowSchemas } from './flowcontrol/flow-schema';
import { PriorityLevelConfigurations } from './flowcontrol/priority-level-configuration';
import { defineKind, type Kind } from './kind';
import { Ingresses } from './networking/ingress';
import { IngressClasses } from './networking/ingress-class';
import { IPAddresses } from './networking/ip-address';
import { NetworkPolicies } from './networking/network-policy';
import { ServiceCIDRs } from './networking/service-cidr';
import { RuntimeClasses } from './node/runtime-class';
import type { KubeObject } from './object';
import { PodDisruptionBudgets } from './policy/pod-disruption-budget';
import { ClusterRoles } from './rbac/cluster-role';
import { ClusterRoleBindings } from './rbac/cluster-role-binding';
import { Roles } from './rbac/role';
import { RoleBindings } from './rbac/role-binding';
import { DeviceClasses } from './resource/device-class';
import { ResourceClaims } from './resource/resource-claim';
import { ResourceClaimTemplates } from './resource/resource-claim-template';
import { ResourceSlices } from './resource/resource-slice';
import { PriorityClasses } from './scheduling/priority-class';
import { schemaData } from './schema/schema';
import { CSIDrivers } from './storage/csi-driver';
import { CSINodes } from './storage/csi-node';
import { CSIStorageCapacities } from './storage/csi-storage-capacity';
import { StorageClasses } from './storage/storage-class';
import { VolumeAttachments } from './storage/volume-attachment';
import { VolumeAttributesClasses } from './storage/volume-attributes-class';

/** The kinds with rules of their own. A new kind is one file and one line here. */
const ruled: readonly Kind[] = [
  Namespaces,
  Nodes,
  Pods,
  PodTemplates,
  Services,
  EndpointsKind,
  ConfigMaps,
  Secrets,
  ServiceAccounts,
  Events,
  ReplicationControllers,
  ReplicaSets,
  Deployments,
  StatefulSets,
  DaemonSets,
  ControllerRevisions,
  Jobs,
  CronJobs,
  Leases,
  PodDisruptionBudgets,
  PriorityClasses,
  EndpointSlices,
  PersistentVolumes,
  PersistentVolumeClaims,
  Ingresses,
  IngressClasses,
  NetworkPolicies,
  ServiceCIDRs,
  IPAddresses,
  StorageClasses,
  VolumeAttachments,
  CSIDrivers,
  CSINodes,
  CSIStorageCapacities,
  VolumeAttributesClasses,
  Roles,
  ClusterRoles,
  RoleBindings,
  ClusterRoleBindings,
  HorizontalPodAutoscalers,
  HorizontalPodAutoscalersV1,
  LimitRanges,
  ResourceQuotas,
  RuntimeClasses,
  FlowSchemas,
  PriorityLevelConfigurations,
  APIServices,
  MutatingWebhookConfigurations,
  ValidatingWebhookConfigurations,
  ValidatingAdmissionPolicies,
  ValidatingAdmissionPolicyBindings,
  CertificateSigningRequests,
  CustomResourceDefinitions,
  RegardingEvents,
  DeviceClasses,
  ResourceClaims,
  ResourceClaimTemplates,
  ResourceSlices,
];

const ruledById = new Map(ruled.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));

/** Every stored kind of a v1.34 server, in the order of discovery; those without rules are plain data. */
export const kinds: readonly Kind[] = schemaData.resources
  .filter((row) => row.storage !== null && row.addon === undefined)
  .map((row) => {
    const apiVersion = row.group === '' ? row.version : `${row.group}/${row.version}`;
    return (
      ruledById.get(`${apiVersion}/${row.kind}`) ?? defineKind<KubeObject>(apiVersion, row.kind)
    );
  });

/** The kinds that are asked and answered, and never stored. */
export const reviewKinds: readonly Kind[] = schemaData.resources
  .filter(({ group, storage }) => storage === null && group === 'authorization.k8s.io')
  .map(({ group, version, kind }) => defineKind<KubeObject>(`${group}/${version}`, kind));

/** The kinds whose creation does something and leaves nothing behind: the old Binding. */
export const orderKinds: readonly Kind[] = schemaData.resources
  .filter(
    ({ group, storage, verbs }) => storage === null && group === '' && `${verbs}` === 'create',
  )
  .map(({ version, kind }) => defineKind<KubeObject>(version, kind));

/** Those that are stored in their own form: each object counts once among them. */
export const storedKinds: readonly Kind[] = kinds.filter(({ rules }) => rules.view === undefined);

const byType = new Map(kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));

/** The kind of an object's apiVersion and kind. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return byType.get(`${apiVersion}/${kind}`);
}

const byWord = new Map<string, Kind>();
for (const kind of kinds) {
  const words = [kind.kind, kind.plural, kind.singular, ...kind.shortNames];
  for (const word of words) {
    const key = word.toLowerCase();
    if (!byWord.has(key)) byWord.set(key, kind);
    const qualified = `${key}.${kind.group}`;
    if (kind.group !== '' && !byWord.has(qualified)) byWord.set(qualified, kind);
    byWord.set(`${key}.${kind.version}.${kind.group}`, kind);
  }
}

/** The kind that a person means: `Deployment`, `deploy`, `deployments.apps`. */
export function findKind(word: string): Kind | undefined {
  return byWord.get(word.toLowerCase());
}
