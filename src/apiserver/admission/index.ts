import type { AdmissionPlugin } from '../request';
import { certificateSigning } from './certificate-signing';
import { defaultIngressClassForIngresses } from './default-ingress-class';
import { defaultStorageClassForClaims } from './default-storage-class';
import { defaultTolerationSeconds } from './default-toleration-seconds';
import { limitRanger, limitRangerOfClaims, limitRangerOfResizes } from './limit-ranger';
import { mutatingWebhook } from './mutating-webhook';
import { namespaceLifecycle } from './namespace-lifecycle';
import { nodeRestriction, nodeRestrictionOfChanges } from './node-restriction';
import { oneDefaultPriority } from './one-default-priority';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize';
import { podSecurity, podSecurityOfNamespaces } from './pod-security';
import { podTopologyLabels } from './pod-topology-labels';
import { priority } from './priority';
import { rbacEscalation } from './rbac-escalation';
import { resourceQuota, resourceQuotaOfChanges, resourceQuotaOfResizes } from './resource-quota';
import { runtimeClass } from './runtime-class';
import { serviceAccount } from './service-account';
import { serviceAddresses } from './service-addresses';
import { storageObjectInUseProtection } from './storage-object-in-use-protection';
import { taintNodesByCondition } from './taint-nodes-by-condition';
import { validatingAdmissionPolicy } from './validating-admission-policy';
import { validatingWebhook } from './validating-webhook';

/** The admission plugins in the order in which they look at a write. */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  limitRangerOfClaims,
  limitRangerOfResizes,
  serviceAccount,
  nodeRestriction,
  nodeRestrictionOfChanges,
  taintNodesByCondition,
  podTopologyLabels,
  priority,
  oneDefaultPriority,
  defaultTolerationSeconds,
  defaultStorageClassForClaims,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  certificateSigning,
  defaultIngressClassForIngresses,
  serviceAddresses,
  mutatingWebhook,
  rbacEscalation,
  podSecurity,
  podSecurityOfNamespaces,
  validatingAdmissionPolicy,
  validatingWebhook,
  resourceQuota,
  resourceQuotaOfChanges,
  resourceQuotaOfResizes,
];
