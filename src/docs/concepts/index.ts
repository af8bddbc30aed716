import { clusterAutoscaler } from './cluster-autoscaler';
import type { Subject } from './concept';
import { containers } from './containers';
import { controlPlane } from './control-plane';
import { cronJob } from './cron-job';
import { daemonSet } from './daemon-set';
import { deployment } from './deployment';
import { disruption } from './disruption';
import { extension } from './extension';
import { garbageCollection } from './garbage-collection';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { job } from './job';
import { namespaces } from './namespaces';
import { nodes } from './nodes';
import { replicaSet } from './replica-set';
import { scheduler } from './scheduler';
import { statefulSet } from './stateful-set';
import { tour } from './tour';

/** What the features show of Kubernetes. A new subject is one file and one line here. */
export const subjects: readonly Subject[] = [
  ...tour,
  ...containers,
  deployment,
  replicaSet,
  statefulSet,
  daemonSet,
  job,
  cronJob,
  horizontalPodAutoscaler,
  disruption,
  garbageCollection,
  namespaces,
  scheduler,
  nodes,
  controlPlane,
  clusterAutoscaler,
  extension,
];
