Feature: The clock of a node is wrong
  A kubelet writes down what its clock shows. Whether a node is alive is judged by whoever hears of its Lease, by a clock
  of their own: a wrong clock makes no node NotReady.

  Background:
    Given a cluster with 2 nodes

  Scenario: Ten minutes ahead, and yet Ready
    When the clock of node "node-1" is 10 minutes ahead
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: node-1, containers: [{name: c, image: "web:1"}]}
      """
    And 5 minutes pass
    Then node "node-1" is Ready
    And Pod "web" is Running
    And at all times Node "node-1" was ready
    When the clock of node "node-1" is right again
    And 5 minutes pass
    Then node "node-1" is Ready

  Scenario: Behind by an hour, and still noticed within a minute when it falls silent
    When the clock of node "node-2" is 1 hour behind
    And 1 minute passes
    And node "node-2" crashes
    Then node "node-2" becomes NotReady within 1 minute
