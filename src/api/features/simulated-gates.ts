import type { GateName } from './published';

/**
 * The feature gates that can be set here, and what each does. One that is not in this list keeps its default: setting
 * it would change nothing.
 */
export const simulatedGates = {
  ContainerRestartRules:
    "`restartPolicy` and `restartPolicyRules` of a container take the place of its Pod's restart policy",
  DeploymentReplicaSetTerminatingReplicas:
    '`status.terminatingReplicas` of ReplicaSets and Deployments counts the Pods that are on their way out',
  HPAConfigurableTolerance:
    '`spec.behavior.scaleUp.tolerance` and `scaleDown.tolerance` of a HorizontalPodAutoscaler take the place of the tolerance that all share',
  HPAScaleToZero:
    '`spec.minReplicas` of a HorizontalPodAutoscaler with an Object or External metric may be 0',
  JobManagedBy: '`spec.managedBy` of a Job leaves it to another controller',
  MaxUnavailableStatefulSet:
    '`spec.updateStrategy.rollingUpdate.maxUnavailable` of a StatefulSet: so many Pods are updated at once',
} as const satisfies Partial<Record<GateName, string>>;

/** The name of a feature gate that can be set here. */
export type SimulatedGate = keyof typeof simulatedGates;
