Feature: Case studies of outages
  What is lost when machines fail, when it comes back, and what never comes back by itself.

  Scenario: A crashed node's Pods are replaced after the Lease has run out and five minutes of tolerance
    Given a cluster with 3 nodes
    And I apply:
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
            containers: [{name: web, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And the cluster has settled
    When node "node-1" crashes
    And 39 seconds pass
    Then node "node-1" is Ready
    And Service "web" has 3 endpoints
    When 17 seconds pass
    Then node "node-1" is NotReady
    And Service "web" has 2 endpoints
    And the field "spec.taints" of Node "node-1" contains "node.kubernetes.io/unreachable"
    And Deployment "web" has 3 active Pods
    When 4 minutes 40 seconds pass
    Then no Pod of Deployment "web" is Terminating
    When 30 seconds pass
    Then Deployment "web" has 1 terminating Pod
    And Deployment "web" has 3 ready Pods
    When node "node-1" recovers
    And 1 minute passes
    Then Deployment "web" has no terminating Pods
    And node "node-1" is Ready

  Scenario: A StatefulSet waits for its machine, until somebody says that it is out of service
    Given a cluster with 2 nodes
    And I cordon node "node-2"
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 1
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: "db:1"}]}
      """
    And the cluster has settled
    And I uncordon node "node-2"
    When node "node-1" crashes
    And 20 minutes pass
    Then Pod "db-0" is Terminating
    And StatefulSet "db" has no ready Pods
    When I taint node "node-1" with "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute"
    And 1 minute passes
    Then Pod "db-0" is Running on node "node-2"

  Scenario: DaemonSets stay where they are
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            containers: [{name: agent, image: "agent:1"}]
      """
    And the cluster has settled
    When node "node-1" crashes
    And 1 hour passes
    Then DaemonSet "agent" has 3 active Pods
    And DaemonSet "agent" has 2 ready Pods
    When node "node-4" joins
    Then within 1 minute DaemonSet "agent" has 3 ready Pods
    When I try to run `kubectl drain node-2`
    Then it is refused with "cannot delete DaemonSet-managed Pods"
    When I run `kubectl drain node-2 --ignore-daemonsets`
    Then the output contains "ignoring DaemonSet-managed Pods"
    And DaemonSet "agent" has 3 ready Pods

  Scenario: Most of a zone is down: in a small cluster nothing is evicted there
    Given a cluster with 15 nodes across zones "a", "b", "c"
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 15
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]
            containers: [{name: web, image: "web:1"}]
      """
    And the cluster has settled
    When node "node-1" crashes
    And node "node-4" crashes
    And node "node-7" crashes
    And 1 hour passes
    Then Deployment "web" has 12 ready Pods
    And Deployment "web" has 15 active Pods
    And Deployment "web" has no terminating Pods

  Scenario: A whole zone is down: its Pods are replaced in the others
    Given a cluster with 6 nodes across zones "a", "b", "c"
    And I run `kubectl create deployment web --image=web:1 --replicas=6`
    And the cluster has settled
    When zone "a" goes down
    And 10 minutes pass
    Then Deployment "web" has 6 ready Pods
    And no Pods of Deployment "web" run on node "node-1"

  Scenario: All zones are down: nothing is evicted at all, and everything is there when they come back
    Given a cluster with 6 nodes across zones "a", "b"
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 6
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1"}]
      """
    And the cluster has settled
    When zone "a" goes down
    And zone "b" goes down
    And 2 hours pass
    Then Deployment "web" has 6 active Pods
    And Deployment "web" has no ready Pods
    When zone "a" comes back
    And zone "b" comes back
    And 2 minutes pass
    Then Deployment "web" has 6 ready Pods
    And at no time more than 6 Pods of Deployment "web" were active
