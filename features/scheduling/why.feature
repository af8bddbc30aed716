Feature: Why a Pod is where it is
  The scheduler asks its plugins one after another whether a node is possible at all; the first that says no is the
  reason. What is left gets points from each plugin, 0 to 100 times its weight, and the node with the most is taken.

  Scenario: Each node that was impossible was so for a reason
    Given a cluster with nodes:
      | name    | cpu | memory | pods | labels   | taints                  |
      | small   | 1   | 2Gi    | 110  | disk=ssd |                         |
      | reserved | 8   | 16Gi   | 110  | disk=ssd | dedicated=ml:NoSchedule |
      | slow    | 8   | 16Gi   | 110  | disk=hdd |                         |
      | right   | 8   | 16Gi   | 110  | disk=ssd |                         |
      | closed  | 8   | 16Gi   | 110  | disk=ssd |                         |
    And I cordon node "closed"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: db}
      spec:
        nodeSelector: {disk: ssd}
        containers: [{name: c, image: "db:1", resources: {requests: {cpu: "4"}}}]
      """
    And 5 seconds pass
    Then Pod "db" is Running on node "right"
    And the scheduler turned node "small" down for Pod "db" because of "Insufficient cpu"
    And the scheduler turned node "small" down for Pod "db" because of "NodeResourcesFit"
    And the scheduler turned node "reserved" down for Pod "db" because of "node(s) had untolerated taint {dedicated: ml}"
    And the scheduler turned node "slow" down for Pod "db" because of "node(s) didn't match Pod's node affinity/selector"
    And the scheduler turned node "closed" down for Pod "db" because of "NodeUnschedulable"

  Scenario: Of two empty nodes the one that has the large image gets more points, and loses them when it fills up
    Given the image "registry.example.com/large:1" has a size of 300Mi
    And a cluster with 2 nodes of 4 CPUs and 8Gi memory each
    And I run `kubectl run warm --image=registry.example.com/large:1 --overrides='{"spec": {"nodeName": "node-2"}}'`
    And the cluster has settled
    And I delete Pod "warm"
    And 10 minutes pass
    When I run `kubectl run first --image=registry.example.com/large:1`
    And 5 seconds pass
    Then the scheduler preferred node "node-2" to node "node-1" for Pod "first" because of "ImageLocality"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: filler}
      spec: {nodeName: node-2, containers: [{name: c, image: "other:1", resources: {requests: {cpu: "3", memory: 6Gi}}}]}
      """
    And 5 seconds pass
    And I run `kubectl run second --image=registry.example.com/large:1`
    And 5 seconds pass
    Then Pod "second" is Running on node "node-1"
    And the scheduler preferred node "node-1" to node "node-2" for Pod "second" because of "NodeResourcesFit"

  Scenario: A wish of the Pod's own weighs more than an even load
    Given a cluster with nodes:
      | name  | cpu | memory | labels   |
      | fast  | 4   | 8Gi    | disk=ssd |
      | empty | 4   | 8Gi    |          |
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: load}
      spec: {nodeName: fast, containers: [{name: c, image: "app:1", resources: {requests: {cpu: "2", memory: 4Gi}}}]}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: wishful}
      spec:
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - {weight: 1, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 500m, memory: 1Gi}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: indifferent}
      spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 500m, memory: 1Gi}}}]}
      """
    And 5 seconds pass
    Then the scheduler preferred node "fast" to node "empty" for Pod "wishful" because of "NodeAffinity"
    And the scheduler preferred node "empty" to node "fast" for Pod "indifferent" because of "NodeResourcesFit"
