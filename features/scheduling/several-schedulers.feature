Feature: Several schedulers work side by side, and a Pod names its own
  Whoever creates a Binding has scheduled. A Pod is left alone by all schedulers but the one that its schedulerName
  names, and the rooms that one gives away the others see at once.

  Background:
    Given a cluster with 2 nodes of 2 CPUs and 4Gi memory each
    And the controller "./first-node-scheduler.ts"
    And I label node "node-2" with "takes=first-node"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: mine}
      spec:
        schedulerName: first-node
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    And 10 seconds pass

  Scenario: A scheduler of one's own places its Pods, and the default scheduler reckons with them
    Then Pod "mine" is Running on node "node-2"
    And an Event "Scheduled" of Pod "mine" says "Assigned to node-2"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: theirs}
      spec:
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    Then within 10 seconds Pod "theirs" is Running on node "node-1"

  Scenario: When one of them is gone, its Pods wait; those of the others do not
    When "first-node-scheduler" crashes
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: waits}
      spec:
        schedulerName: first-node
        containers: [{name: c, image: "app:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: goes}
      spec:
        containers: [{name: c, image: "app:1"}]
      """
    And 1 minute passes
    Then Pod "goes" is Running
    And Pod "waits" is Pending
    When "first-node-scheduler" starts again
    Then within 10 seconds Pod "waits" is Running on node "node-2"
