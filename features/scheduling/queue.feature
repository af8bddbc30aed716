Feature: Pods queue for the scheduler, the most important first, and those that found no place come again
  A Pod that fits nowhere waits until something happens that could help it; what helps without a sign is found after
  5 minutes. Where there is nothing to wait for it is tried again after 1 second, then after 2, 4, 8, at most 10.

  Scenario: The most important Pod is first, whenever it came
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 100
      preemptionPolicy: Never
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: holder}
      spec: {priorityClassName: high, terminationGracePeriodSeconds: 0, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 800m}}}]}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: early}
      spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 800m}}}]}
      """
    And 1 minute passes
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: important}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 800m}}}]}
      """
    And 1 minute passes
    And I delete Pod "holder"
    Then within 10 seconds Pod "important" is Running
    And Pod "early" is Pending

  Scenario: What cannot help a Pod does not bring it back to the scheduler
    Given a cluster with 2 nodes of 1 CPU and 2Gi memory each
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: picky}
      spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: "app:1"}]}
      """
    And 10 seconds pass
    When I label node "node-1" with "disk=hdd"
    And I run `kubectl run guest --image=app:1`
    And 1 minute passes
    And I run `kubectl delete pod guest`
    And 1 minute passes
    Then Pod "picky" is Pending
    When I label node "node-2" with "disk=ssd"
    Then within 5 seconds Pod "picky" is Running on node "node-2"

  Scenario: Whom no change would help is tried again all the same, after five minutes
    Given a cluster with 2 nodes of 1 CPU and 2Gi memory each
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: picky}
      spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: "app:1"}]}
      """
    And 4 minutes pass
    Then there is exactly one Event "FailedScheduling" of Pod "picky"
    When 2 minutes pass
    Then there are 2 Events "FailedScheduling" of Pod "picky"
    When 15 minutes pass
    Then there are between 4 and 5 Events "FailedScheduling" of Pod "picky"
    And Pod "picky" is not scheduled

  Scenario Outline: Each failure makes the next pause longer: 1, 2, 4, 8, then always 10 seconds
    Given a cluster with 0 nodes
    When I run `kubectl run early --image=web:1`
    And 1 second passes
    Then an Event "FailedScheduling" of Pod "early" says "no nodes available to schedule pods"
    When <more> pass
    And node "node-1" joins
    Then Pod "early" becomes Running within 15 seconds
    And it took between <at least> and <at most>

    Examples: it is tried after 0, 1, 3, 7, 15, 25, 35, ... seconds
      | more       | at least   | at most    |
      | 2 seconds  | 4 seconds  | 5 seconds  |
      | 6 seconds  | 8 seconds  | 9 seconds  |
      | 14 seconds | 10 seconds | 11 seconds |
      | 34 seconds | 10 seconds | 11 seconds |

  Scenario: Of 400 nodes 188 are enough to choose from; the next Pod looks on where the last one stopped
    Given a cluster with 400 nodes
    And I label node "node-390" with "disk=ssd"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: wishful}
      spec:
        replicas: 1
        selector: {matchLabels: {app: wishful}}
        template:
          metadata: {labels: {app: wishful}}
          spec:
            affinity:
              nodeAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - {weight: 100, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}
            containers: [{name: c, image: "app:1"}]
      """
    And the cluster settles
    Then no Pod of Deployment "wishful" runs on node "node-390"
    When I scale Deployment "wishful" to 3 replicas
    And the cluster settles
    Then 1 Pod of Deployment "wishful" runs on node "node-390"

  Scenario: Who wants to choose from all nodes says so
    Given a cluster with 400 nodes
    And the scheduler configuration:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      percentageOfNodesToScore: 100
      """
    And I label node "node-390" with "disk=ssd"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: wishful}
      spec:
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - {weight: 100, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}
        containers: [{name: c, image: "app:1"}]
      """
    Then within 10 seconds Pod "wishful" is Running on node "node-390"
