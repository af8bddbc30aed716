Feature: kubectl top shows what Pods and nodes use

  Background:
    Given a cluster with 1 node
    And the add-on "metrics-server"
    And the image "web:1" uses 300m CPU and 512Mi memory
    And I run `kubectl create deployment web --image=web:1`
    And 5 minutes pass

  Scenario: Pods, containers, nodes
    When I run `kubectl top pod`
    Then the output contains "300m         512Mi"
    When I run `kubectl top pod --containers`
    Then the output contains "web    300m         512Mi"
    When I run `kubectl top node --sort-by=cpu`
    Then the output contains "NAME     CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)"
