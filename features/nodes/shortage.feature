Feature: A node runs short of something, and its kubelet chooses who must go
  A kubelet keeps 100Mi of memory and a tenth of the disk and of the process IDs. When less is left, the node says
  so, takes no more Pods that might make it worse, and ends one Pod every ten seconds: first those that use more
  than they asked for, then the less important ones.

  Background:
    Given a cluster with 2 nodes of 4 CPUs and 8Gi memory each
    And the image "modest:1" uses 100m CPU and 512Mi memory
    And the image "greedy:1" uses 100m CPU and 1Gi memory
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: modest}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "modest:1", resources: {requests: {memory: 1Gi}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "greedy:1", resources: {requests: {memory: 256Mi}}}]
      """
    And the cluster has settled

  Scenario: The Pod that uses more than it asked for goes first, and that is enough
    When node "node-1" runs short of memory
    Then within 10 seconds the field "status.reason" of Pod "greedy" is "Evicted"
    And an Event "Evicted" of Pod "greedy" says "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container c was using 1Gi, request is 256Mi, has larger consumption of memory."
    And Pod "greedy" matches:
      """yaml
      status:
        phase: Failed
        reason: Evicted
        (conditions[?type == 'DisruptionTarget'].reason): [TerminationByKubelet]
      """
    When 2 minutes pass
    Then Pod "modest" is Running on node "node-1"

  Scenario: Pods that use more than the node has bring it under pressure by themselves
    Given the image "hungry:1" uses 100m CPU and 7500Mi memory
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hungry}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "hungry:1"}]
      """
    Then within 30 seconds the field "status.reason" of Pod "hungry" is "Evicted"
    And Pod "modest" is Running on node "node-1"

  Scenario: A node under pressure takes no Pods without requests
    When node "node-1" runs short of memory
    And 2 seconds pass
    Then Node "node-1" matches:
      """yaml
      spec:
        (taints[?key == 'node.kubernetes.io/memory-pressure'].effect): [NoSchedule]
      status:
        (conditions[?type == 'MemoryPressure'].[status, reason]): [["True", KubeletHasInsufficientMemory]]
      """
    When I run `kubectl run guest --image=web:1`
    Then within 10 seconds Pod "guest" is Running on node "node-2"

  Scenario: Pressure is over five minutes after it was seen last
    When node "node-2" runs short of disk space
    Then an Event "NodeHasDiskPressure" of Node "node-2" says "status is now: NodeHasDiskPressure"
    When node "node-2" has enough disk space again
    And 4 minutes pass
    Then the field "spec.taints[0].key" of Node "node-2" is "node.kubernetes.io/disk-pressure"
    When 2 minutes pass
    Then the field "spec.taints" of Node "node-2" is absent

  Scenario: The less important Pod goes when nobody exceeds a request
    Given I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: important}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: vip}
      spec:
        nodeName: node-2
        priorityClassName: important
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: extra}
      spec:
        nodeName: node-2
        containers: [{name: c, image: "web:1"}]
      """
    And the cluster has settled
    When node "node-2" runs short of process IDs
    And 5 seconds pass
    Then the field "status.reason" of Pod "extra" is "Evicted"
    And Pod "vip" is Running on node "node-2"

  Scenario: Critical Pods are never ended for want of memory, however much they take
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: vital, namespace: kube-system}
      spec:
        nodeName: node-1
        priorityClassName: system-node-critical
        containers: [{name: c, image: "greedy:1"}]
      """
    And the cluster has settled
    When node "node-1" runs short of memory
    And 10 minutes pass
    Then Pod "kube-system/vital" is Running
    And the field "status.reason" of Pod "greedy" is "Evicted"

  Scenario: Of those who exceed their requests the best-effort Pod that takes least may stay
    Given the image "huge:1" uses 100m CPU and 2Gi memory
    And the image "small:1" uses 100m CPU and 100Mi memory
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: huge}
      spec: {nodeName: node-2, containers: [{name: c, image: "huge:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: small}
      spec: {nodeName: node-2, containers: [{name: c, image: "small:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guaranteed}
      spec: {nodeName: node-2, containers: [{name: c, image: "huge:1", resources: {requests: {cpu: 100m, memory: 2Gi}, limits: {cpu: 100m, memory: 2Gi}}}]}
      """
    And the cluster has settled
    When node "node-2" runs short of memory
    And 5 minutes pass
    Then the field "status.reason" of Pod "huge" is "Evicted"
    And Pod "small" is Running
    And Pod "guaranteed" is Running
