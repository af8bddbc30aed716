Feature: A kubelet refuses Pods that its node cannot run
  A Pod that names its node passes by the scheduler. The kubelet looks at it once more, and a Pod that it refuses has
  failed for good.

  Background:
    Given a cluster with 2 nodes of 2 CPUs and 4Gi memory each
    And the cluster has settled

  Scenario: There is not so much CPU
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: "3"}}}]
      """
    Then within 10 seconds Pod "large" is OutOfcpu
    And the field "status.message" of Pod "large" contains "Node didn't have enough resource: cpu"

  Scenario: The node is not the one that the Pod selects
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: picky}
      spec:
        nodeName: node-1
        nodeSelector: {disk: ssd}
        containers: [{name: c, image: "app:1"}]
      """
    Then within 10 seconds Pod "picky" is NodeAffinity

  Scenario: The port of the host is taken
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec: {nodeName: node-1, containers: [{name: c, image: "app:1", ports: [{containerPort: 80, hostPort: 80}]}]}
      """
    And 10 seconds pass
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {nodeName: node-1, containers: [{name: c, image: "app:1", ports: [{containerPort: 80, hostPort: 80}]}]}
      """
    Then within 10 seconds Pod "second" is NodePorts
    And Pod "first" is Running
