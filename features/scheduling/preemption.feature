Feature: Room is made where it hurts least
  A Pod of higher priority that fits nowhere lets Pods of lower priority go. Of the nodes on which that would help, the one
  is taken where no budget is broken, then where the least important and the fewest must leave.

  Background:
    Given the image "app:1" takes 4 seconds to stop
    And a cluster with 3 nodes of 2 CPUs and 4Gi memory each
    And I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: middle}
      value: 500
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: patient}
      value: 1000
      preemptionPolicy: Never
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: guarded}
      spec: {minAvailable: 1, selector: {matchLabels: {app: guarded}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guarded, labels: {app: guarded}}
      spec: {nodeName: node-1, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: middle}
      spec: {nodeName: node-2, priorityClassName: middle, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lowly}
      spec: {nodeName: node-3, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    And the cluster has settled

  Scenario: The node of the least important Pod is taken, and the Pod is nominated while it empties
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    And 2 seconds pass
    Then the field "status.nominatedNodeName" of Pod "urgent" is "node-3"
    And Pod "lowly" is Terminating
    And within 30 seconds Pod "urgent" is Running on node "node-3"
    And Pod "guarded" is Running
    And Pod "middle" is Running
    And an Event "FailedScheduling" of Pod "urgent" says "0/3 nodes are available: 3 Insufficient cpu."

  Scenario: Who may not preempt waits, and is told so
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec: {priorityClassName: patient, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    And 10 seconds pass
    Then Pod "patient" is Pending
    And an Event "FailedScheduling" of Pod "patient" says "preemption: not eligible due to preemptionPolicy=Never."
    When I delete Pod "middle"
    Then within 30 seconds Pod "patient" is Running on node "node-2"

  Scenario: What no node could hold even when empty lets nobody go
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: giant}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: "3"}}}]}
      """
    And 10 seconds pass
    Then Pod "giant" is Pending
    And an Event "FailedScheduling" of Pod "giant" says "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."
    And Pod "lowly" is Running

  Scenario: A budget is broken only where nothing else helps
    Given I delete Pod "lowly"
    And I delete Pod "middle"
    And I cordon node "node-2"
    And I cordon node "node-3"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    Then within 30 seconds Pod "urgent" is Running on node "node-1"
    And there is no Pod "guarded"
    And an Event "Preempted" of Pod "guarded" says "Preempted by pod"

  Scenario: Only as many go as must, the least important first
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: older}
      spec: {nodeName: node-3, priorityClassName: middle, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 300m}}}]}
      """
    And I cordon node "node-1"
    And I cordon node "node-2"
    And 10 seconds pass
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    Then within 30 seconds Pod "urgent" is Running on node "node-3"
    And there is no Pod "lowly"
    And Pod "older" is Running

  Scenario: The room that empties is kept for the one that was nominated; a lesser Pod gets what is left
    Given I cordon node "node-1"
    And I cordon node "node-2"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    And 1 second passes
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: modest}
      spec: {priorityClassName: middle, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 400m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: thief}
      spec: {priorityClassName: middle, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1000m}}}]}
      """
    And 2 seconds pass
    Then the field "status.nominatedNodeName" of Pod "urgent" is "node-3"
    And Pod "modest" is Pending
    And within 30 seconds Pod "urgent" is Running on node "node-3"
    And within 10 seconds Pod "modest" is Running on node "node-3"
    And Pod "thief" is Pending
