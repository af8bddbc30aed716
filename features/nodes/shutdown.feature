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

  Scenario: A container that takes too much memory is killed by the kernel and started again
    When a container of Deployment "web" runs out of memory
    And 10 seconds pass
    Then Deployment "web" has 4 ready Pods
