Feature: A controller that deletes before it creates

  Scenario: A Pod is replaced by one with another image
    Given a cluster with 2 nodes
    And I run `kubectl create configmap web --from-literal=image=web:1`
    And the first Pod of ConfigMap "web" is there
    And the replacing controller runs
    And the cluster has settled
    When I run `kubectl patch configmap web -p '{"data":{"image":"web:2"}}'`
    And 5 minutes pass
    Then ConfigMap "web" has 1 ready Pod
