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

  Scenario: Profiles share one queue: the more important Pod is first, and no room is given away twice
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the scheduler configuration "k8s/scheduler.yaml"
    And "kube-scheduler" crashes
    And I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 100
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: ordinary}
      spec:
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 800m}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: important}
      spec:
        schedulerName: bin-packer
        priorityClassName: high
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 800m}}}]
      """
    When "kube-scheduler" starts again
    And 10 seconds pass
    Then Pod "important" is Running
    And Pod "ordinary" is Pending
    And an Event "FailedScheduling" of Pod "ordinary" says "0/1 nodes are available: 1 Insufficient cpu."
    And there is no Event "FailedScheduling" of Pod "important"

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

  Scenario: All Pods of a profile go to its own nodes, and fill them as a curve says
    Given a cluster with nodes:
      | name  | cpu | memory | labels   |
      | own-1 | 4   | 8Gi    | pool=own |
      | own-2 | 4   | 8Gi    | pool=own |
      | rest  | 8   | 16Gi   |          |
    And the scheduler configuration:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
        - pluginConfig:
            - name: NodeAffinity
              args:
                addedAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions: [{key: pool, operator: In, values: [own]}]
            - name: NodeResourcesFit
              args:
                scoringStrategy:
                  type: RequestedToCapacityRatio
                  requestedToCapacityRatio:
                    shape: [{utilization: 0, score: 0}, {utilization: 100, score: 10}]
          plugins:
            score: {disabled: [{name: NodeResourcesBalancedAllocation}, {name: PodTopologySpread}, {name: ImageLocality}]}
      """
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: c, image: "web:1", resources: {requests: {cpu: "1", memory: 1Gi}}}]
      """
    Then within 1 minute Deployment "web" has 4 ready Pods
    And 4 Pods of Deployment "web" run on 1 node
    And no Pod of Deployment "web" runs on node "rest"
    When I scale Deployment "web" to 9 replicas
    And 10 seconds pass
    Then Deployment "web" has 1 pending Pod
    And an Event "FailedScheduling" says "1 node(s) didn't match scheduler-enforced node affinity"

  Scenario Outline: What cannot be followed is refused with its place: <what>
    Given a cluster with 1 node
    When I try to configure the scheduler with:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      <what>
      """
    Then it is refused with "<why>"

    Examples:
      | what                                                           | why                                                                 |
      | extenders: [{urlPrefix: "https://extender.example.com"}]       | extenders are not simulated: nothing outside the cluster is asked   |
      | profiles: [{plugins: {filter: {enabled: [{name: GpuShare}]}}}] | profiles[0].plugins.filter.enabled[0] names no plugin: \"GpuShare\" |
      | profiles: [{schedulerName: a}, {schedulerName: a}]             | profiles have the schedulerName \"a\" twice                         |
