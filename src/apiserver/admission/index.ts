import type { AdmissionPlugin } from '../request';
import { defaultTolerationSeconds } from './default-toleration-seconds';
import { limitRanger, limitRangerOfClaims } from './limit-ranger';
import { namespaceLifecycle } from './namespace-lifecycle';
import { oneDefaultPriority } from './one-default-priority';
import { priority } from './priority';
import { resourceQuota, resourceQuotaOfChanges } from './resource-quota';
import { serviceAccount } from './service-account';
import { serviceAddresses } from './service-addresses';
import { taintNodesByCondition } from './taint-nodes-by-condition';

/** The admission plugins in the order in which they look at a write. */
export const admissionPlugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  limitRangerOfClaims,
  serviceAccount,
  taintNodesByCondition,
  priority,
  oneDefaultPriority,
  defaultTolerationSeconds,
  serviceAddresses,
  resourceQuota,
  resourceQuotaOfChanges,
];
