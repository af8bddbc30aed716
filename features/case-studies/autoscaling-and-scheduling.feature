Feature: Case studies of autoscaling and scheduling

  Scenario: Whoever applies a number of replicas fights the autoscaler
    Given a cluster with 3 nodes of 4 CPUs and 8Gi memory each
    And the add-on "metrics-server"
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1", resources: {requests: {cpu: 200m}}}]}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        minReplicas: 3
        maxReplicas: 9
        metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
      """
    And the load on Deployment "web" is 600m CPU in total
    When 5 minutes pass
    Then Deployment "web" has 6 ready Pods
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1", resources: {requests: {cpu: 200m}}}]}
      """
    And 5 seconds pass
    Then the field "spec.replicas" of Deployment "web" is at most 3
    When 2 minutes pass
    Then Deployment "web" has at least 6 ready Pods

  Scenario: Old Pods count when new ones are spread, unless the constraint asks for the revision's hash
    Given a cluster with 6 nodes across zones "a", "b"
    And I apply:
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
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
                matchLabelKeys: [pod-template-hash]
            containers: [{name: web, image: "web:1"}]
      """
    And the cluster has settled
    When I set the image of container "web" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 5 minutes
    And 2 Pods of Deployment "web" run in zone "a"
    And 2 Pods of Deployment "web" run in zone "b"

  Scenario: Too few domains: with minDomains each takes one Pod and the rest waits
    Given a cluster with 4 nodes across zones "a", "b"
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
            topologySpreadConstraints:
              - {maxSkew: 1, minDomains: 3, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}
            containers: [{name: web, image: "web:1"}]
      """
    And 1 minute passes
    Then Deployment "web" has 2 ready Pods
    And Deployment "web" has 2 pending Pods
    When node "node-5" joins in zone "c"
    And 1 minute passes
    Then Deployment "web" has 4 ready Pods

  Scenario: An important newcomer takes the place of lesser Pods, which come back where there is room
    Given a cluster with 2 nodes of 2 CPUs and 8Gi memory each
    And the image "batch:1" takes 20 seconds to stop
    And I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: critical}
      value: 1000
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: batch}
      spec:
        replicas: 4
        selector: {matchLabels: {app: batch}}
        template:
          metadata: {labels: {app: batch}}
          spec: {containers: [{name: c, image: "batch:1", resources: {requests: {cpu: 900m}}}]}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: vip}
      spec: {priorityClassName: critical, containers: [{name: c, image: "vip:1", resources: {requests: {cpu: "1"}}}]}
      """
    And 5 seconds pass
    Then the field "status.nominatedNodeName" of Pod "vip" contains "node-"
    When 1 minute passes
    Then Pod "vip" is Running
    And Deployment "batch" has 1 pending Pod
    And an Event "Preempted" says "Preempted by pod"
    When node "node-3" joins with 2 CPUs and 8Gi memory
    And 1 minute passes
    Then Deployment "batch" has 4 ready Pods

  Scenario: A new node stays empty while nobody moves what runs: the scheduler never rebalances
    Given a cluster with 2 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=4`
    And the cluster has settled
    When node "node-3" joins
    And 10 minutes pass
    Then no Pods of Deployment "web" run on node "node-3"
    When I restart the rollout of Deployment "web"
    And the cluster settles
    Then 4 Pods of Deployment "web" run on 3 different nodes
