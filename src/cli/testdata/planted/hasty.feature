Feature: A controller that forgets to wait for its cache

  Scenario: There are never more Pods than are wanted
    Given a cluster with 2 nodes
    And the hasty controller runs
    When I run `kubectl create configmap web --from-literal=replicas=3`
    Then within 5 minutes ConfigMap "web" has 3 ready Pods
    And at no time more than 3 Pods of ConfigMap "web" were active
