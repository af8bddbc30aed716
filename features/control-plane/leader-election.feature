Feature: One of several controller managers works; when it dies, another takes over
  Each process of a highly available control plane tries to hold its component's Lease, for 15 seconds at a time.
  The holder renews it every 2 seconds. Whoever sees it unchanged for 15 seconds takes it.

  Background:
    Given a cluster with 2 nodes
    And a highly available control plane with 3 replicas
    And I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled

  Scenario: The leader of the controller managers dies
    Then the field "spec.leaseTransitions" of Lease "kube-system/kube-controller-manager" is 0
    When the leader of "kube-controller-manager" crashes
    And I scale Deployment "web" to 5 replicas
    Then within 30 seconds Deployment "web" has 5 ready Pods
    And it took between 5 seconds and 25 seconds
    And the field "spec.leaseTransitions" of Lease "kube-system/kube-controller-manager" is 1

  Scenario: Every leader dies, one after another
    When the leader of "kube-scheduler" crashes
    And 30 seconds pass
    And the leader of "kube-scheduler" crashes
    And I scale Deployment "web" to 3 replicas
    Then within 30 seconds Deployment "web" has 3 ready Pods
    When the leader of "kube-scheduler" crashes
    And I scale Deployment "web" to 4 replicas
    And 10 minutes pass
    Then Deployment "web" has 3 ready Pods
    When "kube-scheduler" starts again
    Then within 30 seconds Deployment "web" has 4 ready Pods

  Scenario: A leader that cannot reach the API server gives up before another could take over
    When the API server is unavailable for 30 seconds
    And 1 minute passes
    And I scale Deployment "web" to 5 replicas
    Then within 30 seconds Deployment "web" has 5 ready Pods
    And no Pod of Deployment "web" has restarted

  Scenario: The Lease tells who leads and how long that is good for
    Then Lease "kube-system/kube-scheduler" matches:
      """yaml
      spec:
        leaseDurationSeconds: 15
        leaseTransitions: 0
      """
    And the field "spec.holderIdentity" of Lease "kube-system/kube-scheduler" contains "control-plane-1_"
    And an Event "LeaderElection" of Lease "kube-system/kube-scheduler" says "became leader"
    When 1 hour passes
    Then the field "spec.holderIdentity" of Lease "kube-system/kube-scheduler" contains "control-plane-1_"
    And the field "spec.renewTime" of Lease "kube-system/kube-scheduler" contains "T01:00:0"

  Scenario: Both leaders die at once, and the others take over without a Pod too many
    When the leader of "kube-controller-manager" crashes
    And the leader of "kube-scheduler" crashes
    And I scale Deployment "web" to 6 replicas
    Then within 40 seconds Deployment "web" has 6 ready Pods
    And since I scale at all times at most 6 Pods of Deployment "web" were active
    And the field "spec.leaseTransitions" of Lease "kube-system/kube-controller-manager" is 1
    And the field "spec.leaseTransitions" of Lease "kube-system/kube-scheduler" is 1
