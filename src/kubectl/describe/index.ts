import type { Kind } from '../../api/kind';
import type { KubeObject } from '../../api/object';
import type { Session } from '../session';
import { describeBinding, describeRole } from './access';
import { describeAutoscaler } from './autoscaler';
import { describeCronJob, describeJob } from './batch';
import { describeConfigMap, describeSecret, describeServiceAccount } from './config';
import type { Describer } from './describer';
import { describeGeneric } from './generic';
import { describeIngress, describeIngressClass } from './ingress';
import {
  describeAddress,
  describeEndpointSlice,
  describeEndpoints,
  describeServiceRange,
} from './network';
import { describeNetworkPolicy } from './network-policy';
import { describeNode } from './node';
import { describePod } from './pod';
import {
  describeBudget,
  describeLimitRange,
  describeNamespace,
  describePriorityClass,
  describeQuota,
} from './policy';
import { describeService } from './service';
import {
  describeAttributesClass,
  describeClaim,
  describeStorageClass,
  describeStorageNode,
  describeVolume,
} from './storage';
import {
  describeDaemonSet,
  describeDeployment,
  describeReplicaSet,
  describeReplicationController,
  describeStatefulSet,
} from './workloads';

/** By the kind's id; kinds that are not listed are shown field by field. */
const describers: Readonly<Record<string, Describer>> = {
  pods: describePod,
  nodes: describeNode,
  services: describeService,
  configmaps: describeConfigMap,
  secrets: describeSecret,
  serviceaccounts: describeServiceAccount,
  namespaces: describeNamespace,
  resourcequotas: describeQuota,
  'deployments.apps': describeDeployment,
  'replicasets.apps': describeReplicaSet,
  'statefulsets.apps': describeStatefulSet,
  'daemonsets.apps': describeDaemonSet,
  'poddisruptionbudgets.policy': describeBudget,
  limitranges: describeLimitRange,
  'priorityclasses.scheduling.k8s.io': describePriorityClass,
  'jobs.batch': describeJob,
  'cronjobs.batch': describeCronJob,
  replicationcontrollers: describeReplicationController,
  endpoints: describeEndpoints,
  'endpointslices.discovery.k8s.io': describeEndpointSlice,
  'ingresses.networking.k8s.io': describeIngress,
  'ingressclasses.networking.k8s.io': describeIngressClass,
  'networkpolicies.networking.k8s.io': describeNetworkPolicy,
  'servicecidrs.networking.k8s.io': describeServiceRange,
  'ipaddresses.networking.k8s.io': describeAddress,
  persistentvolumes: describeVolume,
  persistentvolumeclaims: describeClaim,
  'storageclasses.storage.k8s.io': describeStorageClass,
  'csinodes.storage.k8s.io': describeStorageNode,
  'volumeattributesclasses.storage.k8s.io': describeAttributesClass,
  'horizontalpodautoscalers.autoscaling': describeAutoscaler,
  'roles.rbac.authorization.k8s.io': describeRole,
  'clusterroles.rbac.authorization.k8s.io': describeRole,
  'rolebindings.rbac.authorization.k8s.io': describeBinding,
  'clusterrolebindings.rbac.authorization.k8s.io': describeBinding,
};

/** An object as `kubectl describe` shows it. */
export function describeObject(session: Session, kind: Kind, object: KubeObject): string {
  return (describers[kind.id] ?? describeGeneric)(session, object).text;
}
