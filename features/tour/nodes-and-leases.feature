Feature: A Lease says that somebody is still there
  Every node renews its own each ten seconds; one that does not is taken for lost.

  Background:
    Given a cluster with 3 nodes
    And the cluster has settled

  Scenario: Each node has a Lease of its name, and renews it
    Then there is a Lease "kube-node-lease/node-1"
    And the field "spec.holderIdentity" of Lease "kube-node-lease/node-1" is "node-1"
    And the field "spec.leaseDurationSeconds" of Lease "kube-node-lease/node-1" is 40
    When 1 hour 30 seconds pass
    Then node "node-1" is Ready
    And the field "spec.renewTime" of Lease "kube-node-lease/node-1" contains "2026-01-05T01:00:"

  Scenario: A Lease that is not renewed turns its node NotReady within a minute, and its Pods elsewhere five minutes later
    Given I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled
    When node "node-1" crashes
    Then node "node-1" becomes NotReady within 1 minute
    And it took between 40 seconds and 60 seconds
    And within 10 seconds the field "spec.taints[1].effect" of Node "node-1" is "NoExecute"
    And Deployment "web" has 2 ready Pods
    When 5 minutes 10 seconds pass
    Then Deployment "web" has 3 ready Pods

  Scenario: What a node can give is its capacity less what it keeps for itself
    Then the field "status.capacity.cpu" of Node "node-1" is "4"
    And the field "status.allocatable.pods" of Node "node-1" is "110"
    And the field "status.nodeInfo.kubeletVersion" of Node "node-1" contains "v1.34"
    When I run `kubectl describe node node-1`
    Then the output contains "Allocated resources:"
