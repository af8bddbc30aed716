Feature: The scheduler is told how to decide
  A KubeSchedulerConfiguration gives the scheduler several profiles; a Pod chooses one by its schedulerName.
  What the simulation cannot follow it refuses, with its place in the file.

  Scenario: One profile spreads, the other fills one node after another
    Given a cluster with 3 nodes of 4 CPUs and 8Gi memory each
    And the scheduler configuration "k8s/scheduler.yaml"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: spread}
      spec:
        replicas: 3
        selector: {matchLabels: {app: spread}}
        template:
          metadata: {labels: {app: spread}}
          spec:
            containers: [{name: c, image: "web:1", resources: {requests: {cpu: 500m, memory: 512Mi}}}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: packed}
      spec:
        replicas: 5
        selector: {matchLabels: {app: packed}}
        template:
          metadata: {labels: {app: packed}}
          spec:
            schedulerName: bin-packer
            containers: [{name: c, image: "web:1", resources: {requests: {cpu: 500m, memory: 512Mi}}}]
      """
    Then within 1 minute Deployment "spread" has 3 ready Pods
    And 3 Pods of Deployment "spread" run on 3 different nodes
    And within 1 minute Deployment "packed" has 5 ready Pods
    And 5 Pods of Deployment "packed" run on 1 different node

  Scenario: A Pod whose scheduler does not exist waits for ever, and nobody says a word
    Given a cluster with 1 node
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: lost}
      spec:
        schedulerName: nobody
        containers: [{name: c, image: "web:1"}]
      """
    And 10 minutes pass
    Then Pod "lost" is Pending
    And there is no Event "FailedScheduling" of Pod "lost"

  Scenario: Without preemption the more important Pod waits too
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the scheduler configuration:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
        - plugins: {postFilter: {disabled: [{name: DefaultPreemption}]}}
      """
    When I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 100
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec:
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 1500m}}}]
      """
    And 10 seconds pass
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        priorityClassName: high
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 1500m}}}]
      """
    And 1 minute passes
    Then Pod "first" is Running
    And Pod "second" is Pending
