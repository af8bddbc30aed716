import type { GateName } from './published';

/**
 * The feature gates that can be set here, and what each does. What others do is not simulated, and
 * they keep their defaults.
 */
export const simulatedGates = {
  APIServerIdentity: 'each API server renews a Lease in kube-system that tells that it is there',
  ClearingNominatedNodeNameAfterBinding:
    '`status.nominatedNodeName` of a Pod is empty once it is bound',
  ContainerRestartRules:
    "`restartPolicy` and `restartPolicyRules` of a container take the place of its Pod's restart policy",
  ContainerStopSignals:
    '`lifecycle.stopSignal` of a container is what asks it to end, and its status tells it',
  DRAAdminAccess: '`adminAccess` in requests for devices',
  DRAPrioritizedList: '`firstAvailable` in requests for devices',
  DRAResourceClaimDeviceStatus: '`status.devices` of a ResourceClaim',
  DeploymentReplicaSetTerminatingReplicas:
    '`status.terminatingReplicas` of ReplicaSets and Deployments counts the Pods that are on their way out',
  EnvFiles:
    '`valueFrom.fileKeyRef`: a variable comes from a file that another container of the Pod has written to an emptyDir',
  HPAConfigurableTolerance:
    '`spec.behavior.scaleUp.tolerance` and `scaleDown.tolerance` of a HorizontalPodAutoscaler take the place of the tolerance that all share',
  HPAScaleToZero:
    '`spec.minReplicas` of a HorizontalPodAutoscaler with an Object or External metric may be 0',
  HostnameOverride: '`spec.hostnameOverride` of a Pod is the name that its containers have',
  JobManagedBy: '`spec.managedBy` of a Job leaves it to another controller',
  MatchLabelKeysInPodTopologySpread: '`matchLabelKeys` in `topologySpreadConstraints`',
  MatchLabelKeysInPodTopologySpreadSelectorMerge:
    'the API server writes what `matchLabelKeys` come to into the label selector of a constraint; the scheduler heeds them anyway',
  MaxUnavailableStatefulSet:
    '`spec.updateStrategy.rollingUpdate.maxUnavailable` of a StatefulSet: so many Pods are updated at once',
  PodDeletionCost:
    'the annotation `controller.kubernetes.io/pod-deletion-cost` says which Pods go first when there are to be fewer',
  PodLevelResources: '`spec.resources` of a Pod',
  PodObservedGenerationTracking: '`observedGeneration` in the status of a Pod and its conditions',
  PodReadyToStartContainersCondition: 'the condition PodReadyToStartContainers of a Pod',
  PodTopologyLabelsAdmission: 'a Pod gets the zone and the region of its node as labels',
  PreferSameTrafficDistribution:
    '`spec.trafficDistribution` of a Service may be PreferSameZone or PreferSameNode',
  ReduceDefaultCrashLoopBackOffDecay:
    'a container that crashes waits for 1 s at first and for a minute at most, not for 10 s and five minutes',
  RelaxedServiceNameValidation: 'the name of a Service may begin with a digit',
  SELinuxChangePolicy: '`spec.securityContext.seLinuxChangePolicy` of a Pod',
  SupplementalGroupsPolicy: '`spec.securityContext.supplementalGroupsPolicy` of a Pod',
  UserNamespacesSupport: '`spec.hostUsers` of a Pod',
} as const satisfies Partial<Record<GateName, string>>;
