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

  Scenario: Apart from the Pods of other namespaces, chosen by their labels
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: batch, labels: {noise: loud}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: crunch, namespace: batch, labels: {app: crunch}}
      spec: {containers: [{name: c, image: "crunch:1"}]}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: careless}
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: crunch}}}
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: sensitive}
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                labelSelector: {}
                namespaceSelector: {matchLabels: {noise: loud}}
        containers: [{name: c, image: "web:1"}]
      """
    And 10 seconds pass
    Then Pod "careless" is Running
    And Pod "sensitive" is Pending
    When I run `kubectl label namespace batch noise-`
    And 4 minutes pass
    Then Pod "sensitive" is Pending
    And within 90 seconds Pod "sensitive" is Running

  Scenario: The wish of Pods that run already binds newcomers as well
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hermit}
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
        containers: [{name: c, image: "app:1"}]
      """
    And the cluster has settled
    When I run `kubectl run web --image=web:1 --labels=app=web`
    And I run `kubectl run other --image=web:1 --labels=app=other`
    And 10 seconds pass
    Then Pod "other" is Running
    And an Event "FailedScheduling" of Pod "web" says "1 node(s) didn't satisfy existing pods anti-affinity rules"
    When I delete Pod "hermit"
    Then within 10 seconds Pod "web" is Running

  Scenario: Each revision keeps apart from itself alone, so a rollout has room on nodes that are all taken
    Given a cluster with 3 nodes
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: web}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchLabels: {app: web}}
                    matchLabelKeys: [pod-template-hash]
            containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: stuck}
      spec:
        replicas: 3
        selector: {matchLabels: {app: stuck}}
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: stuck}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: stuck}}}
            containers: [{name: c, image: "web:1"}]
      """
    And the cluster settles
    And I set the image of container "c" in Deployment "web" to "web:2"
    And I set the image of container "c" in Deployment "stuck" to "web:2"
    Then Deployment "web" completes its rollout within 1 minute
    And 3 Pods of Deployment "web" run on 3 different nodes
    When 10 minutes pass
    Then Deployment "stuck" has 1 pending Pod
    And the field "status.updatedReplicas" of Deployment "stuck" is 1

  Scenario: Each tenant has nodes to itself, and nobody keeps a list of tenants
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: blue}
      spec:
        replicas: 2
        selector: {matchLabels: {tenant: blue}}
        template:
          metadata: {labels: {tenant: blue}}
          spec:
            affinity:
              podAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {}, matchLabelKeys: [tenant]}
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchExpressions: [{key: tenant, operator: Exists}]}
                    mismatchLabelKeys: [tenant]
            containers: [{name: c, image: "app:1"}]
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: red}
      spec:
        replicas: 2
        selector: {matchLabels: {tenant: red}}
        template:
          metadata: {labels: {tenant: red}}
          spec:
            affinity:
              podAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {}, matchLabelKeys: [tenant]}
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchExpressions: [{key: tenant, operator: Exists}]}
                    mismatchLabelKeys: [tenant]
            containers: [{name: c, image: "app:1"}]
      """
    And the cluster settles
    Then 2 Pods of Deployment "blue" run on node "node-1"
    And Deployment "red" has 2 pending Pods
    And an Event "FailedScheduling" says "1 node(s) didn't match pod anti-affinity rules"
    When node "node-2" joins
    And I scale Deployment "blue" to 4 replicas
    And the cluster settles
    Then 2 Pods of Deployment "red" run on node "node-2"
    And 4 Pods of Deployment "blue" run on node "node-1"
