Feature: etcd fails, or the API server does
  What runs needs neither. Nothing new is decided until they are back; then everybody goes on from where the objects are.

  Background:
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled

  Scenario: Without etcd nothing can be written, and what runs, runs on
    When etcd is unavailable for 2 minutes
    And I try to scale Deployment "web" to 5 replicas
    Then it is refused with "etcdserver: request timed out"
    When a container of Deployment "web" is killed
    And 3 minutes pass
    Then Deployment "web" has 3 ready Pods
    And 1 Pod of Deployment "web" has restarted
    And there are 3 ready nodes
    When I scale Deployment "web" to 5 replicas
    Then within 1 minute Deployment "web" has 5 ready Pods

  Scenario: No node is given up when the API server was away for all of them
    When the API server is unavailable for 10 minutes
    And 11 minutes pass
    Then there are 3 ready nodes
    And Deployment "web" has 3 ready Pods
    And no Pod of Deployment "web" has restarted
    And since the API server is unavailable for 10 minutes at no time fewer than 3 Pods of Deployment "web" were running

  Scenario: Nobody knows how long it takes: what is broken stays broken until it is mended
    When a container of Deployment "web" is killed
    And the API server is unavailable
    And 1 hour passes
    And I try to run `kubectl get pods`
    Then it is refused with "the server is currently unable to handle the request"
    When the API server is available again
    And 1 minute passes
    Then 1 Pod of Deployment "web" has restarted
    And there are 3 ready nodes
    When etcd is unavailable
    And 20 minutes pass
    And I try to delete Deployment "web"
    Then it is refused with "etcdserver: request timed out"
    When etcd is available again
    And 1 minute passes
    Then Deployment "web" has 3 ready Pods
    And there are 3 ready nodes
