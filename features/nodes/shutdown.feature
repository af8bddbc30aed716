Feature: A node is switched off, and a kubelet is restarted
  A kubelet that hears of a shutdown says that its node is not ready and ends ordinary Pods first, critical ones
  last. What a silent node ran is given up for good when somebody says that the node is really off.

  Background:
    Given a cluster with 3 nodes
    And the file "k8s/web.yaml" is applied
    And the cluster has settled

  Scenario: Pods of a node that shuts down end in order and are replaced at once
    When node "node-1" shuts down within 30 seconds
    And 3 seconds pass
    Then node "node-1" is NotReady
    And the field "status.conditions[?(@.type==\"Ready\")].message" of Node "node-1" is "node is shutting down"
    And Deployment "web" becomes available within 30 seconds
    And within 1 minute Deployment "web" has 4 ready Pods
    When 5 minutes pass
    And node "node-1" recovers
    Then node "node-1" becomes Ready within 1 minute

  Scenario: A kubelet that restarts finds its containers running
    When the kubelet of node "node-2" stops
    And 30 seconds pass
    And the kubelet of node "node-2" starts again
    And 10 seconds pass
    Then node "node-2" is Ready
    And Deployment "web" has 4 ready Pods
    And no Pod of Deployment "web" has restarted

  Scenario: A node without its kubelet is taken for lost, though its containers run
    When the kubelet of node "node-2" stops
    Then node "node-2" becomes NotReady within 1 minute
    When the kubelet of node "node-2" starts again
    Then node "node-2" becomes Ready within 30 seconds
    And within 30 seconds Deployment "web" has 4 ready Pods

  Scenario: A node that is declared out of service gives up its Pods
    When node "node-3" crashes
    And 7 minutes pass
    Then Deployment "web" has at least 1 terminating Pod
    When I taint node "node-3" with "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute"
    Then within 30 seconds Deployment "web" has no terminating Pods

  Scenario: Ordinary Pods end first, critical ones last, and nobody comes any more
    Given the image "slow:1" takes 1 minute to stop
    And the image "vital:1" takes 5 seconds to stop
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: ordinary}
      spec: {nodeName: node-1, terminationGracePeriodSeconds: 90, containers: [{name: c, image: "slow:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: vital, namespace: kube-system}
      spec: {nodeName: node-1, priorityClassName: system-node-critical, containers: [{name: c, image: "vital:1"}]}
      """
    And the cluster has settled
    When node "node-1" shuts down within 30 seconds
    And 10 seconds pass
    Then Pod "ordinary" is Running
    And Pod "kube-system/vital" is Running
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: late}
      spec: {nodeName: node-1, containers: [{name: c, image: "web:1"}]}
      """
    Then within 5 seconds the field "status.reason" of Pod "late" is "NodeShutdown"
    And the field "status.message" of Pod "late" contains "Pod was rejected as the node is shutting down."
    When 11 seconds pass
    Then Pod "ordinary" matches:
      """yaml
      status:
        phase: Failed
        reason: Terminated
        message: Pod was terminated in response to imminent node shutdown.
        (containerStatuses[0].state.terminated.exitCode): 137
      """
    And Pod "kube-system/vital" is Running
    When 5 seconds pass
    Then the field "status.phase" of Pod "kube-system/vital" is "Failed"

  Scenario: A container that takes too much memory is killed by the kernel and started again
    When a container of Deployment "web" runs out of memory
    And 10 seconds pass
    Then 1 Pod of Deployment "web" has restarted
    And Deployment "web" has 4 ready Pods

  Scenario: Who uses more than the limit is killed again and again; who stays below is not
    Given the image "greedy:1" uses 100m CPU and 300Mi memory
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: tight}
      spec: {containers: [{name: c, image: "greedy:1", resources: {limits: {memory: 256Mi}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: roomy}
      spec: {containers: [{name: c, image: "greedy:1", resources: {limits: {memory: 512Mi}}}]}
      """
    And 5 minutes pass
    Then Pod "tight" is CrashLoopBackOff
    And Pod "tight" matches:
      """yaml
      status:
        (containerStatuses[0].lastState.terminated.[reason, exitCode]): [OOMKilled, 137]
      """
    And Pod "roomy" is Running
    And Pod "roomy" has not restarted
