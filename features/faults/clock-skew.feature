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
    And since the clock of node "node-1" is 10 minutes ahead at all times Node "node-1" was ready
    When the clock of node "node-1" is right again
    And 5 minutes pass
    Then node "node-1" is Ready

  Scenario: Behind by an hour, and still noticed within a minute when it falls silent
    When the clock of node "node-2" is 1 hour behind
    And 1 minute passes
    And node "node-2" crashes
    Then node "node-2" becomes NotReady within 1 minute

  Scenario: What a kubelet writes down shows its own clock, though nobody acts on it
    When the clock of node "node-1" is 1 hour ahead
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: node-1, containers: [{name: c, image: "web:1"}]}
      """
    And 10 seconds pass
    Then the field "status.containerStatuses[0].state.running.startedAt" of Pod "web" contains "T01:00:0"
    And the field "metadata.creationTimestamp" of Pod "web" contains "T00:00:0"
    And the field "spec.renewTime" of Lease "kube-node-lease/node-1" contains "T01:00:"
    When the clock of node "node-1" is right again
    And 20 seconds pass
    Then the field "spec.renewTime" of Lease "kube-node-lease/node-1" contains "T00:00:"
