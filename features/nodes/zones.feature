Feature: How fast lost nodes are given up depends on how many are lost
  Silent nodes get a NoExecute taint one after another: in a healthy zone one every ten seconds. When more than half of a
  small zone is silent nobody is given up, since the fault is likely to be nearer home; when a whole zone is
  silent and others are not, it is the zone that is down.

  Scenario: Two of ten nodes are lost, and given up ten seconds apart
    Given a cluster with 10 nodes
    When node "node-1" crashes
    And node "node-2" crashes
    And 50 seconds pass
    Then node "node-1" becomes NotReady within 30 seconds
    And node "node-2" becomes NotReady within 30 seconds
    And within 30 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of node "node-1" contains "node.kubernetes.io/unreachable"
    And within 30 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of node "node-2" contains "node.kubernetes.io/unreachable"

  Scenario: More than half of a small zone is silent, and its Pods are left where they are
    Given a cluster with 10 nodes across zones "a", "b"
    And I run `kubectl create deployment web --image=web:1 --replicas=10`
    And the cluster has settled
    When node "node-1" crashes
    And node "node-3" crashes
    And node "node-5" crashes
    And node "node-7" crashes
    And 20 minutes pass
    Then node "node-1" is NotReady
    And Deployment "web" has no terminating Pods
    And Deployment "web" has 10 Pods

  Scenario: All nodes are silent, and none is given up
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled
    When node "node-1" loses its network
    And node "node-2" loses its network
    And node "node-3" loses its network
    And 20 minutes pass
    Then there are no ready nodes
    And Deployment "web" has 3 Pods
    And Deployment "web" has no terminating Pods
    When node "node-1" recovers
    And node "node-2" recovers
    And node "node-3" recovers
    Then within 2 minutes there are 3 ready nodes
    And within 2 minutes Deployment "web" has 3 ready Pods
    And no Pod of Deployment "web" has restarted
