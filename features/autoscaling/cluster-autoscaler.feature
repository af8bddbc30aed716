Feature: The cluster autoscaler adds nodes for Pods that fit nowhere, and takes idle ones away
  Every ten seconds it looks for Pods without room, and for nodes that could go: less than half used for ten minutes, nothing on them
  that may not move.

  Scenario: Pods without room get nodes; idle nodes go ten minutes later
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | takes |
      | pool       | 2   | 4Gi    | 0   | 5   | 90s   |
    And I run `kubectl create deployment web --image=web:1 --replicas=1`
    And I run `kubectl set resources deployment web --requests=cpu=1`
    And the cluster has settled
    When I scale Deployment "web" to 6 replicas
    Then within 3 minutes Deployment "web" has 6 ready Pods
    And it took between 90 seconds and 2 minutes
    And there are 3 nodes
    And an Event "TriggeredScaleUp" says "pod triggered scale-up: [{pool 0->2 (max: 5)}]"
    When I scale Deployment "web" to 2 replicas
    And 9 minutes pass
    Then there are 3 nodes
    When 5 minutes pass
    Then there is 1 node
    And Deployment "web" has 2 ready Pods
    And an Event "ScaleDown" says "node removed by cluster autoscaler"

  Scenario: A group that is full, and Pods that no node of it could hold, are told so
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max |
      | small      | 1   | 2Gi    | 0   | 3   |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec:
        containers: [{name: big, image: "big:1", resources: {requests: {cpu: 8}}}]
      """
    And 1 minute passes
    Then an Event "NotTriggerScaleUp" of Pod "big" says "pod didn't trigger scale-up: 1 Insufficient cpu"
    And there is 1 node

  Scenario: Machines that never come are given up after fifteen minutes, and another group is tried
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | fails | priority | expander |
      | cheap      | 2   | 4Gi    | 0   | 3   | yes   | 10       | priority |
      | dear       | 2   | 4Gi    | 0   | 3   |       | 1        |          |
    And I run `kubectl create deployment web --image=web:1`
    When I run `kubectl set resources deployment web --requests=cpu=1500m`
    And 15 minutes pass
    Then an Event "TriggeredScaleUp" says "pod triggered scale-up: [{cheap 0->1 (max: 3)}]"
    And there is 1 node
    And within 3 minutes there are 2 nodes
    And an Event "TriggeredScaleUp" says "pod triggered scale-up: [{dear 0->1 (max: 3)}]"
    And Deployment "web" becomes available within 1 minute

  Scenario: What may not move keeps its node
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max |
      | pool       | 4   | 8Gi    | 0   | 3   |
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: precious}
      spec:
        replicas: 3
        selector: {matchLabels: {app: precious}}
        template:
          metadata:
            labels: {app: precious}
            annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}
          spec:
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1}}}]
      """
    And within 3 minutes Deployment "precious" has 3 ready Pods
    When I scale Deployment "precious" to 2 replicas
    And 1 hour passes
    Then there are 2 nodes
    When I run `kubectl annotate pods --all cluster-autoscaler.kubernetes.io/safe-to-evict=true --overwrite`
    And 15 minutes pass
    Then there is 1 node
    And Deployment "precious" has 2 ready Pods
