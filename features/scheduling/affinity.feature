Feature: Pods that want to be together, apart, or first

  Scenario: Together: a cache beside the web server
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: server, labels: {app: web}}
      spec: {nodeName: node-2, containers: [{name: c, image: "web:1"}]}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cache}
      spec:
        affinity:
          podAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
        containers: [{name: c, image: "cache:1"}]
      """
    And the cluster settles
    Then Pod "cache" is Running on node "node-2"

  Scenario: Apart: no two on one node, and the fourth waits
    Given a cluster with 3 nodes
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
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
            containers: [{name: c, image: "web:1"}]
      """
    And the cluster settles
    Then 3 Pods of Deployment "web" run on 3 different nodes
    And Deployment "web" has 1 pending Pod
    And an Event "FailedScheduling" says "3 node(s) didn't match pod anti-affinity rules"
    When node "node-4" joins
    And the cluster settles
    Then 4 Pods of Deployment "web" run on 4 different nodes

  Scenario: First: a Pod of higher priority takes the place of a lower one
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: low}
      spec:
        terminationGracePeriodSeconds: 5
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec:
        priorityClassName: high
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    Then within 30 seconds Pod "urgent" is Running
    And there is no Pod "low"
    And an Event "Preempted" of Pod "low" says "Preempted by pod"

  Scenario: A Pod with a scheduling gate waits until it is lifted
    Given a cluster with 1 node
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: gated}
      spec:
        schedulingGates: [{name: example.com/quota}]
        containers: [{name: c, image: "app:1"}]
      """
    And 10 minutes pass
    Then Pod "gated" is SchedulingGated
    When I run `kubectl patch pod gated --type=merge -p '{"spec":{"schedulingGates":null}}'`
    Then within 10 seconds Pod "gated" is Running
