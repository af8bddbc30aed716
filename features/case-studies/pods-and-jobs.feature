Feature: Case studies of Pods and Jobs

  Background:
    Given a cluster with 3 nodes

  Scenario: A container that crashes again and again waits twice as long each time, five minutes at most
    Given the image "app:1" exits with code 1 after 1 second
    When I run `kubectl run app --image=app:1`
    And 10 seconds pass
    Then Pod "app" has restarted 1 time
    And Pod "app" is CrashLoopBackOff
    When 7 seconds pass
    Then Pod "app" has restarted 2 times
    When 22 seconds pass
    Then Pod "app" has restarted 3 times
    When 45 seconds pass
    Then Pod "app" has restarted 4 times
    When 1 hour passes
    Then Pod "app" has restarted 17 times

  Scenario: A slow starter is killed by its liveness probe before it is up, and protected by a startup probe
    Given the image "slow:1" becomes ready after 50 seconds
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec:
        containers:
          - name: c
            image: "slow:1"
            livenessProbe: {httpGet: {path: /, port: 80}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: good}
      spec:
        containers:
          - name: c
            image: "slow:1"
            startupProbe: {httpGet: {path: /, port: 80}, failureThreshold: 10}
            livenessProbe: {httpGet: {path: /, port: 80}}
      """
    When 5 minutes pass
    Then Pod "good" has restarted 0 times
    And Pod "good" is Running
    And Pod "bad" has restarted at least 2 times
    And an Event "Unhealthy" of Pod "bad" says "Liveness probe failed"

  Scenario: A readiness gate that nobody sets keeps a Pod out of its Service
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: gated, labels: {app: gated}}
      spec:
        readinessGates: [{conditionType: example.com/checked}]
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: gated}
      spec: {selector: {app: gated}, ports: [{port: 80}]}
      """
    And 1 minute passes
    Then the field "status.conditions[?(@.type=='ContainersReady')].status" of Pod "gated" is "True"
    And the field "status.conditions[?(@.type=='Ready')].status" of Pod "gated" is "False"
    And the field "status.conditions[?(@.type=='Ready')].reason" of Pod "gated" is "ReadinessGatesNotReady"
    And Service "gated" has no endpoints
    When I run `kubectl patch pod gated --subresource=status --type=strategic -p '{"status":{"conditions":[{"type":"example.com/checked","status":"True"}]}}'`
    And 5 seconds pass
    Then Service "gated" has 1 endpoint

  Scenario: A namespace hangs on an object whose finalizer nobody removes
    Given I run `kubectl create namespace shop`
    And I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: held, namespace: shop, finalizers: [example.com/hold]}
      """
    When I run `kubectl delete namespace shop --wait=false`
    And 10 minutes pass
    Then Namespace "shop" is Terminating
    And the field "status.conditions[?(@.type=='NamespaceContentRemaining')].status" of Namespace "shop" is "True"
    And the field "status.conditions[?(@.type=='NamespaceFinalizersRemaining')].message" of Namespace "shop" contains "example.com/hold in 1 resource instances"
    When I run `kubectl patch configmap held -n shop --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'`
    And 1 minute passes
    Then there is no Namespace "shop"

  Scenario: A Job tries again with growing pauses until its limit
    Given the image "fail:1" exits with code 1 after 1 second
    When I run `kubectl create job work --image=fail:1`
    And 30 minutes pass
    Then Job "work" is failed
    And the field "status.conditions[?(@.type=='Failed')].reason" of Job "work" is "BackoffLimitExceeded"
    And the field "status.failed" of Job "work" is 7
    And an Event "BackoffLimitExceeded" of Job "work" says "Job has reached the specified backoff limit"

  Scenario: A CronJob whose controller slept for two hours starts what it missed last, once
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tick}
      spec:
        schedule: "* * * * *"
        concurrencyPolicy: Forbid
        jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: ["true"]}]}}}}
      """
    And 5 minutes pass
    And "kube-controller-manager" crashes
    And 2 hours pass
    And "kube-controller-manager" starts again
    And 10 seconds pass
    Then an Event "TooManyMissedTimes" of CronJob "tick" says "too many missed start times"

  Scenario: An evicted Pod makes room: memory runs short on its node
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]
            containers: [{name: web, image: "web:1"}]
      """
    And the cluster settles
    And node "node-1" runs short of memory
    And 1 minute passes
    Then the field "spec.taints" of Node "node-1" contains "node.kubernetes.io/memory-pressure"
    And the field "status.conditions[?(@.type=='MemoryPressure')].status" of Node "node-1" is "True"
    And an Event "Evicted" says "The node was low on resource: memory"
    When node "node-1" has enough memory again
    And 4 minutes pass
    Then the field "status.conditions[?(@.type=='MemoryPressure')].status" of Node "node-1" is "True"
    When 2 minutes pass
    Then the field "status.conditions[?(@.type=='MemoryPressure')].status" of Node "node-1" is "False"
