import { apiMachinerySubjects } from './api-machinery';
import { networkSubjects } from './network';
import { nodeSubjects } from './node';
import { storageSubjects } from './storage';
import type { ConformanceSubject } from './subject';
import { workloadSubjects } from './workloads';

/** All of Kubernetes' conformance tests of v1.20, and what holds each here (the names: cncf/k8s-conformance). */
export const conformanceSubjects: readonly ConformanceSubject[] = [
  ...apiMachinerySubjects,
  ...workloadSubjects,
  ...nodeSubjects,
  ...networkSubjects,
  ...storageSubjects,
];
