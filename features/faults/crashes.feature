Feature: A process dies between two of its writes, and what it left half done is finished
  Controllers keep nothing in mind that is not in objects, so they may die at any write. Whoever starts next looks at
  what there is, and does what is missing: neither too much nor too little.

  Background:
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled

  Scenario: The controller manager dies after the first of three new Pods
    When "kube-controller-manager" crashes at its 3rd write from now
    And I scale Deployment "web" to 5 replicas
    And 1 minute passes
    Then Deployment "web" has 3 Pods
    When "kube-controller-manager" starts again
    Then within 30 seconds Deployment "web" has 5 ready Pods
    And since I scale Deployment "web" to 5 replicas at all times at most 5 Pods of Deployment "web" were active

  Scenario: The scheduler dies with Pods in its queue
    When "kube-scheduler" crashes at its next write and starts again after 20 seconds
    And I scale Deployment "web" to 6 replicas
    And 10 seconds pass
    Then Deployment "web" has at least 3 pending Pods
    And within 30 seconds Deployment "web" has 6 ready Pods

  Scenario: A kubelet dies while it starts a container
    When the kubelet of node "node-1" crashes at its next write and starts again after 15 seconds
    And the kubelet of node "node-2" crashes at its next write and starts again after 15 seconds
    And the kubelet of node "node-3" crashes at its next write and starts again after 15 seconds
    And I scale Deployment "web" to 5 replicas
    Then within 1 minute Deployment "web" has 5 ready Pods
    And no Pod of Deployment "web" has restarted

  @explore(60)
  Scenario: Whoever dies, and in whatever order things happen, there are five Pods in the end and never six
    Each run of this scenario is sixty: under shuffled orders, with crashes, delays and restarts where chance puts them.
    When I scale Deployment "web" to 5 replicas
    And 10 minutes pass
    Then Deployment "web" has 5 ready Pods
    And since I scale at all times at most 5 Pods of Deployment "web" were active
