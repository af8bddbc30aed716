import type { ConformanceSubject } from './subject';

const REPLICAS = 'replicas > a';

/** What SIG Apps, Auth, Instrumentation and Scheduling ask. */
export const workloadSubjects: readonly ConformanceSubject[] = [
  {
    subject: '[sig-apps] Daemon set [Serial]',
    tests: {
      'should retry creating failed daemon pods [Conformance]':
        'daemon-sets-and-jobs > runs everywhere, and again where a Pod is deleted or fails',
      'should rollback without unnecessary restarts [Conformance]':
        'daemon-sets-and-jobs > goes back from an image that does not exist without a restart',
      'should run and stop complex daemon [Conformance]':
        'daemon-sets-and-jobs > follows the labels of nodes',
      'should run and stop simple daemon [Conformance]':
        'daemon-sets-and-jobs > runs everywhere, and again where a Pod is deleted or fails',
      'should update pod when spec was updated and update strategy is RollingUpdate [Conformance]':
        'daemon-sets-and-jobs > rolls to a new template',
    },
  },
  {
    subject: '[sig-apps] Deployment',
    tests: {
      'RecreateDeployment should delete old pods and create new ones [Conformance]':
        'deployments > Recreate has no Pods of two templates at a time',
      'RollingUpdateDeployment should delete old pods and create new ones [Conformance]':
        'deployments > takes a ReplicaSet over with its Pods, and rolls out another',
      'deployment should delete old replica sets [Conformance]':
        'deployments > keeps no more history than it is told',
      'deployment should support proportional scaling [Conformance]':
        'deployments > scales sets in proportion while none can come up',
      'deployment should support rollover [Conformance]':
        'deployments > rolls over to the next template before the last has come up',
      'should run the lifecycle of a Deployment [Conformance]':
        'deployments > the life of one, with its status',
    },
  },
  {
    subject: '[sig-apps] Job',
    tests: {
      'should adopt matching orphans and release non-matching pods [Conformance]':
        'daemon-sets-and-jobs > takes an orphan back, and lets one go whose labels no longer fit',
      'should delete a job [Conformance]': 'daemon-sets-and-jobs > is deleted with its Pods',
      'should run a job to completion when tasks sometimes fail and are locally restarted [Conformance]':
        'daemon-sets-and-jobs > completes though its tasks fail at first',
    },
  },
  {
    subject: '[sig-apps] ReplicaSet',
    tests: {
      'should adopt matching pods on creation and release no longer matching pods [Conformance]': `${REPLICAS} ReplicaSet takes a Pod that fits, and lets one go that no longer does`,
      'should serve a basic image on each replica with a public image  [Conformance]': `${REPLICAS} ReplicaSet serves its image on each replica`,
    },
  },
  {
    subject: '[sig-apps] ReplicationController',
    tests: {
      'should adopt matching pods on creation [Conformance]': `${REPLICAS} ReplicationController takes a Pod that fits, and lets one go that no longer does`,
      'should release no longer matching pods [Conformance]': `${REPLICAS} ReplicationController takes a Pod that fits, and lets one go that no longer does`,
      'should serve a basic image on each replica with a public image  [Conformance]': `${REPLICAS} ReplicationController serves its image on each replica`,
      'should surface a failure condition on a common issue like exceeded quota [Conformance]': `${REPLICAS} ReplicationController tells that a quota stops it, until it asks for less`,
      'should test the lifecycle of a ReplicationController [Conformance]':
        'replicas > the life of a ReplicationController, as a watch sees it',
    },
  },
  {
    subject: '[sig-apps] StatefulSet [k8s.io] Basic StatefulSet functionality [StatefulSetBasic]',
    tests: {
      'Burst scaling should run to completion even with unhealthy pods [Slow] [Conformance]':
        'stateful-sets > in parallel it scales past a Pod that is not ready',
      'Scaling should happen in predictable order and halt if any stateful pod is unhealthy [Slow] [Conformance]':
        'stateful-sets > scales in order, and waits for a Pod that is not ready',
      'Should recreate evicted statefulset [Conformance]':
        'stateful-sets > makes a Pod anew that its node has refused for a port',
      'should have a working scale subresource [Conformance]':
        'stateful-sets > has a scale of its own',
      'should perform canary updates and phased rolling updates of template modifications [Conformance]':
        'stateful-sets > a partition holds Pods back, as a canary and phase by phase',
      'should perform rolling updates and roll backs of template modifications [Conformance]':
        'stateful-sets > rolls to a new template from the last Pod to the first, and back',
    },
  },
  {
    subject: '[sig-auth]',
    tests: {
      'Certificates API [Privileged:ClusterAdmin] should support CSR API operations [Conformance]':
        'groups > certificatesigningrequests: discovery, and all verbs',
      'ServiceAccounts should allow opting out of API token automount  [Conformance]':
        'service-accounts > are opted out of by the account or the Pod',
      'ServiceAccounts should mount an API token into pods  [Conformance]':
        'service-accounts > their mounted token is theirs, and its certificate is the cluster’s',
      'ServiceAccounts should mount projected service account token [Conformance]':
        'volumes > a token is for whom it is for: {}',
      'ServiceAccounts should run through the lifecycle of a ServiceAccount [Conformance]':
        'service-accounts > live: a watch, a list everywhere, a patch, and their end',
    },
  },
  {
    subject: '[sig-instrumentation] Events API',
    tests: {
      'should delete a collection of events [Conformance]':
        'groups > Events are listed in all namespaces, patched, replaced and deleted together',
      'should ensure that an event can be fetched, patched, deleted, and listed [Conformance]':
        'groups > Events are listed in all namespaces, patched, replaced and deleted together',
    },
  },
  {
    subject: '[sig-scheduling]',
    tests: {
      'LimitRange should create a LimitRange with defaults and ensure pod has those defaults applied. [Conformance]':
        'quotas > fill in, refuse, and are changed',
      'SchedulerPredicates [Serial] validates resource limits of pods that are allowed to run  [Conformance]':
        'scheduling > no node has room for one more',
      'SchedulerPredicates [Serial] validates that NodeSelector is respected if matching  [Conformance]':
        'scheduling > node selectors are respected',
      'SchedulerPredicates [Serial] validates that NodeSelector is respected if not matching  [Conformance]':
        'scheduling > node selectors are respected',
      'SchedulerPredicates [Serial] validates that there exists conflict between pods with same hostPort and protocol but one using 0.0.0.0 hostIP [Conformance]':
        'scheduling > a port of a node is taken per address and protocol',
      'SchedulerPredicates [Serial] validates that there is no conflict between pods with same hostPort but different hostIP and protocol [Conformance]':
        'scheduling > a port of a node is taken per address and protocol',
      'SchedulerPreemption [Serial] PreemptionExecutionPath runs ReplicaSets to verify preemption running path [Conformance]':
        'scheduling > ReplicaSets of rising priority take the place of each other',
      'SchedulerPreemption [Serial] PriorityClass endpoints verify PriorityClass endpoints can be operated with different HTTP methods [Conformance]':
        'scheduling > PriorityClasses are found, and their values never change',
      'SchedulerPreemption [Serial] validates basic preemption works [Conformance]':
        'scheduling > the Pod of the lowest priority',
      'SchedulerPreemption [Serial] validates lower priority pod preemption by critical pod [Conformance]':
        'scheduling > the Pod of the lowest priority, to a critical one',
    },
  },
];
