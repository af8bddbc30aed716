Feature: The cluster autoscaler adds nodes for Pods that fit nowhere, and takes idle ones away
  Every ten seconds it looks for Pods without room, and for nodes that could go: less than half used for ten minutes, nothing on them
  that may not move.

  Scenario: Pods without room get nodes; idle nodes go ten minutes later
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | takes |
      | pool       | 2   | 4Gi    | 0   | 5   | 90s   |
    And I run `kubectl create deployment web --image=web:1 --replicas=1`
    And I run `kubectl set resources deployment web --requests=cpu=1`
    And the cluster has settled
    When I scale Deployment "web" to 6 replicas
    Then within 3 minutes Deployment "web" has 6 ready Pods
    And it took between 90 seconds and 2 minutes
    And there are 3 nodes
    And an Event "TriggeredScaleUp" says "pod triggered scale-up: [{pool 0->2 (max: 5)}]"
    When I scale Deployment "web" to 2 replicas
    And 9 minutes pass
    Then there are 3 nodes
    When 5 minutes pass
    Then there is 1 node
    And Deployment "web" has 2 ready Pods
    And an Event "ScaleDown" says "node removed by cluster autoscaler"

  Scenario: A group that is full, and Pods that no node of it could hold, are told so
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max |
      | small      | 1   | 2Gi    | 0   | 3   |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec:
        containers: [{name: big, image: "big:1", resources: {requests: {cpu: 8}}}]
      """
    And 1 minute passes
    Then an Event "NotTriggerScaleUp" of Pod "big" says "pod didn't trigger scale-up: 1 Insufficient cpu"
    And there is 1 node

  Scenario: Machines that never come are given up after fifteen minutes, and another group is tried
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | fails | priority | expander |
      | cheap      | 2   | 4Gi    | 0   | 3   | yes   | 10       | priority |
      | dear       | 2   | 4Gi    | 0   | 3   |       | 1        |          |
    And I run `kubectl create deployment web --image=web:1`
    When I run `kubectl set resources deployment web --requests=cpu=1500m`
    And 15 minutes pass
    Then an Event "TriggeredScaleUp" says "pod triggered scale-up: [{cheap 0->1 (max: 3)}]"
    And there is 1 node
    And within 3 minutes there are 2 nodes
    And an Event "TriggeredScaleUp" says "pod triggered scale-up: [{dear 0->1 (max: 3)}]"
    And Deployment "web" becomes available within 1 minute

  Scenario: What may not move keeps its node
    Given a cluster with 1 node of 2 CPUs and 4Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max |
      | pool       | 4   | 8Gi    | 0   | 3   |
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: precious}
      spec:
        replicas: 3
        selector: {matchLabels: {app: precious}}
        template:
          metadata:
            labels: {app: precious}
            annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}
          spec:
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1}}}]
      """
    And within 3 minutes Deployment "precious" has 3 ready Pods
    When I scale Deployment "precious" to 2 replicas
    And 1 hour passes
    Then there are 2 nodes
    When I run `kubectl annotate pods --all cluster-autoscaler.kubernetes.io/safe-to-evict=true --overwrite`
    And 15 minutes pass
    Then there is 1 node
    And Deployment "precious" has 2 ready Pods

  Scenario Outline: Of several groups the expander <expander> takes <group>
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | priority | expander   |
      | small      | 2   | 4Gi    | 0   | 2   | 1        | <expander> |
      | large      | 16  | 64Gi   | 0   | 1   | 5        |            |
      | fitting    | 3   | 3Gi    | 0   | 1   | 2        |            |
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: <replicas>
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "web:1", resources: {requests: {cpu: 1500m, memory: 1500Mi}}}]}
      """
    Then within 30 seconds an Event "TriggeredScaleUp" says "pod triggered scale-up: [{<group> "
    And within 3 minutes Deployment "web" has <replicas> ready Pods

    Examples:
      | expander    | replicas | group   |
      | most-pods   | 4        | large   |
      | least-waste | 2        | fitting |
      | priority    | 1        | large   |

  Scenario: By chance, when nothing else is asked for
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | expander |
      | one        | 4   | 8Gi    | 0   | 3   | random   |
      | other      | 4   | 8Gi    | 0   | 3   |          |
    When I run `kubectl create deployment web --image=web:1 --replicas=6`
    And I run `kubectl set resources deployment web --requests=cpu=2`
    Then within 4 minutes Deployment "web" has 6 ready Pods
    And there are 4 nodes

  Scenario: A group that failed is left alone for five minutes, then for ten
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | fails | provision time |
      | pool       | 2   | 4Gi    | 0   | 3   | yes   | 2m             |
    When I run `kubectl create deployment web --image=web:1`
    And I run `kubectl set resources deployment web --requests=cpu=1500m`
    And 3 minutes pass
    Then an Event "ScaleUpTimedOut" says "Scale-up timed out for node group pool after 2m0s"
    And an Event "NotTriggerScaleUp" says "pod didn't trigger scale-up: 1 in backoff after failed scale-up"
    When I run `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'`
    Then the output contains "status: Backoff"
    When 4 minutes 30 seconds pass
    And I run `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'`
    Then the output contains "status: InProgress"
    When 8 minutes pass
    And I run `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'`
    Then the output contains "status: Backoff"

  Scenario: The status says how many nodes each group has, may have and should have
    Given a cluster with 1 node of 1 CPU and 2Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max |
      | pool       | 2   | 4Gi    | 1   | 4   |
    And 2 minutes pass
    When I run `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'`
    Then the output contains "autoscalerStatus: Running"
    And the output contains "- name: pool"
    And the output contains "status: Healthy"
    And the output contains "ready: 1"
    And the output contains "cloudProviderTarget: 1"
    And the output contains "minSize: 1"
    And the output contains "maxSize: 4"
    When 1 hour passes
    Then there are 2 nodes

  Scenario Outline: What keeps a node: <what>
    Given a cluster with 1 node of 4 CPUs and 8Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | unneeded time | delay after add |
      | pool       | 4   | 8Gi    | 0   | 1   | 2m            | 2m              |
    And I run `kubectl create deployment filler --image=web:1`
    And I run `kubectl set resources deployment filler --requests=cpu=3`
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: keeper, namespace: shop}
      spec: {minAvailable: 1, selector: {matchLabels: {guarded: "yes"}}}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: keeper, namespace: <namespace>}
      spec:
        replicas: 1
        selector: {matchLabels: {app: keeper}}
        template:
          metadata:
            labels: {app: keeper, guarded: "<guarded>"}
            annotations: {<annotation>}
          spec:
            volumes: [<volume>]
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: <cpu>}}}]
      """
    Then within 3 minutes ReplicaSet "<namespace>/keeper" has 1 ready Pod
    And there are 2 nodes
    When I delete Deployment "filler"
    And 20 minutes pass
    Then there are <nodes> nodes

    Examples:
      | what                         | namespace   | guarded | annotation                                                            | volume                                      | cpu   | nodes |
      | nothing                      | shop        | no      |                                                                       |                                             | 1500m | 1     |
      | a budget                     | shop        | yes     |                                                                       |                                             | 1500m | 2     |
      | data on its disk             | shop        | no      |                                                                       | {name: scratch, emptyDir: {}}               | 1500m | 2     |
      | data in memory does not      | shop        | no      |                                                                       | {name: scratch, emptyDir: {medium: Memory}} | 1500m | 1     |
      | data that may be lost do not | shop        | no      | cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: scratch | {name: scratch, emptyDir: {}}               | 1500m | 1     |
      | a Pod of the system          | kube-system | no      |                                                                       |                                             | 1500m | 2     |
      | half of it is asked for      | shop        | no      |                                                                       |                                             | 2     | 2     |

  Scenario: Nodes that are told to stay, and the last ones of a group, stay; a bare Pod keeps its node as well
    Given a cluster with 1 node of 4 CPUs and 8Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | unneeded time | delay after add | utilization threshold |
      | pool       | 2   | 4Gi    | 1   | 4   | 2m            | 1m              | 70%                   |
    And I run `kubectl create deployment web --image=web:1 --replicas=4`
    And I run `kubectl set resources deployment web --requests=cpu=1900m`
    And within 5 minutes Deployment "web" has 4 ready Pods
    And there are 3 nodes
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bare}
      spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1300m}}}]}
      """
    And within 3 minutes Pod "bare" is Running
    Then there are 4 nodes
    When I run `kubectl annotate node pool-2 cluster-autoscaler.kubernetes.io/scale-down-disabled=true`
    And I delete Deployment "web"
    And 1 hour passes
    Then there are 3 nodes
    And Pod "bare" is Running
    When I run `kubectl annotate node pool-2 cluster-autoscaler.kubernetes.io/scale-down-disabled-`
    And 10 minutes pass
    Then there are 2 nodes
    When I delete Pod "bare"
    And 1 hour passes
    Then there are 2 nodes

  Scenario: Who looks once a minute sees what is missing a minute later; who asks for more keeps fewer nodes
    Given a cluster with 1 node of 4 CPUs and 8Gi memory each
    And the add-on "cluster-autoscaler" with:
      | node group | cpu | memory | min | max | takes | scan interval | utilization threshold | unneeded time | delay after add |
      | pool       | 4   | 8Gi    | 0   | 2   | 30s   | 1m            | 0.8                   | 5m            | 5m              |
    And I run `kubectl create deployment filler --image=web:1`
    And I run `kubectl set resources deployment filler --requests=cpu=3`
    And the cluster has settled
    When I run `kubectl create deployment web --image=web:1`
    And I run `kubectl set resources deployment web --requests=cpu=3`
    And 20 seconds pass
    Then there is 1 node
    And an Event "FailedScheduling" of a Pod of Deployment "web" says "Insufficient cpu"
    And within 2 minutes Deployment "web" has 1 ready Pod
    And it took between 60 seconds and 90 seconds
    And no Pod of Deployment "web" runs on node "node-1"
    When I delete Deployment "filler"
    And 15 minutes pass
    Then there is 1 node
    And an Event "ScaleDown" says "node removed by cluster autoscaler"
    And every Pod of Deployment "web" runs on node "node-1"
