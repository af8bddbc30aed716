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

  Scenario: For a critical Pod others end, as few as will do, and it begins when they are gone
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: small}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 500m}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: node-1
        terminationGracePeriodSeconds: 10
        containers: [{name: c, image: "app:1", command: [sleep, infinity], resources: {requests: {cpu: "1"}}}]
      """
    And 10 seconds pass
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: needed}
      spec:
        nodeName: node-1
        priorityClassName: system-node-critical
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1200m}}}]
      """
    And 5 seconds pass
    Then Pod "needed" is Pending
    And within 10 seconds Pod "needed" is Running
    And the field "status.reason" of Pod "large" is "Preempting"
    And an Event "Preempting" of Pod "large" says "Preempted in order to admit critical pod"
    And Pod "small" is Running

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

  Scenario Outline: What is not there cannot be promised: <reason>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "app:1", resources: {requests: {<request>}, limits: {<request>}}}]
      """
    Then within 10 seconds the field "status.reason" of Pod "large" is "<reason>"
    And the field "status.phase" of Pod "large" is "Failed"
    And the field "status.message" of Pod "large" contains "<message>"

    Examples:
      | request            | reason               | message                                                                                        |
      | memory: 5Gi        | OutOfmemory          | Node didn't have enough resource: memory, requested: 5368709120, used: 0, capacity: 4294967296 |
      | example.com/gpu: 1 | OutOfexample.com/gpu | Node didn't have enough resource: example.com/gpu, requested: 1, used: 0, capacity: 0          |

  Scenario: The node is full of Pods, or drives out whoever comes
    Given node "node-3" joins
    And a cluster with nodes:
      | name | cpu | memory | pods |
      | tiny | 2   | 4Gi    | 1    |
    And I run `kubectl run first --image=app:1 --overrides='{"spec": {"nodeName": "tiny"}}'`
    And 5 seconds pass
    When I run `kubectl run second --image=app:1 --overrides='{"spec": {"nodeName": "tiny"}}'`
    Then within 10 seconds Pod "second" is OutOfpods
    And the field "status.message" of Pod "second" contains "Node didn't have enough resource: pods, requested: 1, used: 1, capacity: 1"
    When I taint node "node-2" with "maintenance=true:NoExecute"
    And I run `kubectl run third --image=app:1 --overrides='{"spec": {"nodeName": "node-2"}}'`
    Then within 10 seconds there is no Pod "third"

  Scenario: Who names a node that is too small in a template gets one refused Pod after another
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: stubborn}
      spec:
        replicas: 1
        selector: {matchLabels: {app: stubborn}}
        template:
          metadata: {labels: {app: stubborn}}
          spec:
            nodeName: node-1
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: "3"}}}]
      """
    And 2 seconds pass
    Then ReplicaSet "stubborn" has no ready Pods
    And there are at least 10 Pods
    And an Event "OutOfcpu" says "Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000"
