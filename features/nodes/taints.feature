Feature: Taints keep Pods away, or drive them out
  NoSchedule keeps newcomers away, PreferNoSchedule asks them to go elsewhere, NoExecute also drives out what runs: at
  once, or after as many seconds as the Pod tolerates it.

  Scenario: What runs stays, newcomers do not come
    Given a cluster with 1 node
    And I run `kubectl run early --image=web:1`
    And the cluster has settled
    When I taint node "node-1" with "maintenance=soon:NoSchedule"
    And I run `kubectl run late --image=web:1`
    And 10 minutes pass
    Then Pod "early" is Running
    And Pod "late" is Pending
    When I run `kubectl taint node node-1 maintenance-`
    Then within 10 seconds Pod "late" is Running

  Scenario: Elsewhere if possible, here if not
    Given a cluster with 2 nodes of 2 CPUs and 4Gi memory each
    And I taint node "node-1" with "old=true:PreferNoSchedule"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "web:1", resources: {requests: {cpu: 700m}}}]}
      """
    And the cluster settles
    Then 2 Pods of Deployment "web" run on node "node-2"
    When I scale Deployment "web" to 3 replicas
    And the cluster settles
    Then 1 Pod of Deployment "web" runs on node "node-1"

  Scenario: Driven out at once, after a minute, or never
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: plain}
      spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "web:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec:
        terminationGracePeriodSeconds: 1
        tolerations: [{key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: immune}
      spec:
        tolerations: [{operator: Exists}]
        containers: [{name: c, image: "web:1"}]
      """
    And the cluster has settled
    When I taint node "node-1" with "maintenance=now:NoExecute"
    And 5 seconds pass
    Then there is no Pod "plain"
    And an Event "TaintManagerEviction" of Pod "plain" says "Marking for deletion Pod default/plain"
    And Pod "patient" is Running
    When 50 seconds pass
    Then Pod "patient" is Running
    When 10 seconds pass
    Then there is no Pod "patient"
    When 1 hour passes
    Then Pod "immune" is Running

  Scenario: A taint that goes in time lets the Pod stay
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec:
        tolerations: [{key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]
        containers: [{name: c, image: "web:1"}]
      """
    And the cluster has settled
    When I taint node "node-1" with "maintenance=now:NoExecute"
    And 50 seconds pass
    And I run `kubectl taint node node-1 maintenance:NoExecute-`
    And 10 minutes pass
    Then Pod "patient" is Running
    And an Event "TaintManagerEviction" of Pod "patient" says "Cancelling deletion of Pod default/patient"

  Scenario: Every Pod tolerates a lost node for five minutes, unless it says otherwise; daemons do for ever
    Given a cluster with 3 nodes
    When I run `kubectl run plain --image=web:1 --overrides='{"spec": {"nodeName": "node-1"}}'`
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: c, image: "agent:1"}]}
      """
    And 10 seconds pass
    Then Pod "plain" matches:
      """yaml
      spec:
        tolerations:
          - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
          - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
      """
    When node "node-1" crashes
    And 10 minutes pass
    Then Pod "plain" is Terminating
    And DaemonSet "agent" has no terminating Pods
