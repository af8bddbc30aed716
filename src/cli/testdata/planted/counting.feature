Feature: A controller that counts the Pods that are on their way out

  Scenario Outline: A Pod that takes its time to end is replaced meanwhile
    Given a cluster with 2 nodes
    And the <controller> controller runs
    And the image "web:1" takes 25 seconds to stop
    When I run `kubectl create configmap web --from-literal=replicas=3`
    Then within 5 minutes ConfigMap "web" has 3 ready Pods
    When I run `kubectl delete pods --all --wait=false`
    Then within 45 seconds ConfigMap "web" has 3 active Pods

    Examples:
      | controller |
      | counting   |
      | careful    |
