Feature: What is not there by default can be switched on
  Each release brings features that are off, or that can be switched off, by a gate. While a gate is off the API server
  drops its fields; what an object has already stays.

  Background:
    Given a cluster with 2 nodes
    And the add-on "metrics-server"
    And the add-on "metrics-adapter"
    And I run `kubectl create deployment worker --image=worker:1 --replicas=2`
    And I run `kubectl set resources deployment worker --requests=cpu=1`
    And the cluster has settled

  Scenario: A worker with nothing to do goes to sleep, once scaling to zero is switched on
    When I try to apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 0
        maxReplicas: 8
        metrics:
          - type: External
            external:
              metric: {name: queue_messages}
              target: {type: AverageValue, averageValue: "10"}
      """
    Then it is refused with "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1"
    Given the feature gate "HPAScaleToZero" is on
    When I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 0
        maxReplicas: 8
        metrics:
          - type: External
            external:
              metric: {name: queue_messages}
              target: {type: AverageValue, averageValue: "10"}
      """
    And the metric "queue_messages" is 0
    Then within 7 minutes Deployment "worker" has no Pods
    When the metric "queue_messages" is 25
    Then within 1 minute Deployment "worker" has 3 ready Pods

  Scenario: An autoscaler that is patient upwards and quick downwards
    Given the feature gate "HPAConfigurableTolerance" is on
    And I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 8
        metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
        behavior:
          scaleUp: {tolerance: 500m}
          scaleDown: {tolerance: "0", stabilizationWindowSeconds: 0}
      """
    When the load on Deployment "worker" is 1400m CPU in total
    And 5 minutes pass
    Then Deployment "worker" has 2 Pods
    When the load on Deployment "worker" is 1600m CPU in total
    Then within 1 minute Deployment "worker" has 4 Pods
    When the load on Deployment "worker" is 1500m CPU in total
    Then within 1 minute Deployment "worker" has 3 Pods

  Scenario: While the gate is off its field is dropped, and what has it keeps it
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: ours}
      spec:
        managedBy: acme.io/queue
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    And the feature gate "JobManagedBy" is off
    And I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: theirs}
      spec:
        managedBy: acme.io/queue
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    And I label Job "ours" with "seen=yes"
    Then the field "spec.managedBy" of Job "ours" is "acme.io/queue"
    And the field "spec.managedBy" of Job "theirs" is absent
    And within 1 minute Job "theirs" has 1 Pod

  Scenario Outline: Not every gate can be set: <gate>
    When I try to turn the feature gate "<gate>" <way>
    Then it is refused with "<why>"

    Examples:
      | gate              | way | why                                                                                   |
      | SidecarContainers | off | cannot set feature gate SidecarContainers to false, feature is locked to true          |
      | Teleportation     | on  | unrecognized feature gate: Teleportation; those that can be set are                    |
      | NodeLogQuery      | on  | cannot set feature gate NodeLogQuery to true: what it does is not simulated            |
