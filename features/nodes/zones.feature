Feature: How fast lost nodes are given up depends on how many are lost
  Silent nodes get a NoExecute taint one after another: in a healthy zone one every ten seconds. When more than half of a
  small zone is silent nobody is given up, since the fault is likely to be nearer home; when a whole zone is
  silent and others are not, it is the zone that is down.

  Scenario: Two of ten nodes are lost, and given up ten seconds apart
    Given a cluster with 10 nodes
    When nodes "node-1" to "node-2" crash
    Then within 70 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of Node "node-1" is "node.kubernetes.io/unreachable"
    And within 15 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of Node "node-2" is "node.kubernetes.io/unreachable"
    And it took between 5 seconds and 15 seconds

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

  Scenario: A whole zone is silent and the others are not: its nodes are given up at the usual pace
    Given a cluster with 9 nodes across zones "a", "b", "c"
    And I run `kubectl create deployment web --image=web:1 --replicas=9`
    And the cluster has settled
    When zone "a" goes down
    Then within 70 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of Node "node-1" is "node.kubernetes.io/unreachable"
    And within 15 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of Node "node-4" is "node.kubernetes.io/unreachable"
    And it took between 5 seconds and 15 seconds
    And within 15 seconds the field "spec.taints[?(@.effect==\"NoExecute\")].key" of Node "node-7" is "node.kubernetes.io/unreachable"
    And it took between 5 seconds and 15 seconds
    And within 7 minutes Deployment "web" has 9 ready Pods
    And no Pod of Deployment "web" runs in zone "a"

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

  Scenario: More than half of a large zone is silent, and its nodes are given up a hundred seconds apart
    Given a cluster with 60 nodes
    When nodes "node-1" to "node-40" crash
    And 2 minutes pass
    Then node "node-40" is NotReady
    When I run `kubectl get nodes -o jsonpath='{range .items[*]}{range .spec.taints[?(@.effect=="NoExecute")]}{.key}{"\n"}{end}{end}'`
    Then the output is:
      """
      node.kubernetes.io/unreachable
      """
    When 10 minutes pass
    And I run `kubectl get nodes -o jsonpath='{range .items[*]}{range .spec.taints[?(@.effect=="NoExecute")]}{.key}{"\n"}{end}{end}'`
    Then the output is:
      """
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      """
