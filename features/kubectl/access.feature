Feature: kubectl tells who may do what

  Background:
    Given a cluster with 1 node
    And I run `kubectl create role reader --verb=get,list --resource=pods`
    And I run `kubectl create rolebinding readers --role=reader --user=alice`

  Scenario: Acting as somebody else
    When I run `kubectl auth whoami --as=alice`
    Then the output is:
      """
      ATTRIBUTE   VALUE
      Username    alice
      Groups      [system:authenticated]
      """
    When I run `kubectl auth can-i list pods --as=alice`
    Then the output is:
      """
      yes
      """
    When I try to run `kubectl get secrets --as=alice`
    Then it is refused with "cannot list resource \"secrets\""

  Scenario: All that somebody may do
    When I run `kubectl auth can-i --list --as=alice`
    Then the output contains "pods                                            []                  []               [get list]"

  Scenario: Usage as the metrics server knows it
    When I try to run `kubectl top pod`
    Then it is refused with "Metrics API not available"
