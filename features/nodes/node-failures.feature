Feature: Nodes fail, and the cluster notices
  A kubelet renews its Lease every 10 seconds. After 50 seconds of silence its node is NotReady; Pods that say
  nothing else stay for another 5 minutes.

  Background:
    Given a cluster with 3 nodes
    And the file "k8s/web.yaml" is applied
    And the cluster has settled

  Scenario: A crashed node is noticed by its Lease, its Pods are replaced five minutes later
    When node "node-1" crashes
    Then node "node-1" becomes NotReady within 1 minute
    And it took between 40 seconds and 56 seconds
    And Deployment "web" becomes available within 6 minutes
    And it took between 5 minutes and 5 minutes 10 seconds
    And no Pod of Deployment "web" runs on node "node-1"

  Scenario: A node that comes back in time keeps its Pods
    When node "node-1" crashes
    And 2 minutes pass
    Then node "node-1" is NotReady
    When node "node-1" recovers
    Then node "node-1" becomes Ready within 1 minute
    And within 1 minute Deployment "web" has 4 ready Pods
    And there is 1 ReplicaSet of Deployment "web"

  Scenario: A node without a network runs on, but nobody knows
    When node "node-2" loses its network
    Then node "node-2" becomes NotReady within 1 minute
    When node "node-2" recovers
    Then node "node-2" becomes Ready within 1 minute
    And no Pod of Deployment "web" has restarted

  Scenario: The API server is away for a while; what runs, runs on
    When the API server is unavailable for 30 seconds
    And 1 minute passes
    Then Deployment "web" has 4 ready Pods
    And no Pod of Deployment "web" has restarted
