Feature: Pods spread over zones and nodes, as strictly as they say

  Scenario: Three zones are asked for, and one of them has no node yet
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
              - maxSkew: 1
                minDomains: 3
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
            containers: [{name: c, image: "web:1"}]
      """
    And the cluster settles
    Then Deployment "web" has 2 ready Pods
    And an Event "FailedScheduling" says "4 node(s) didn't match pod topology spread constraints"
    When node "node-5" joins in zone "c"
    Then within 30 seconds Deployment "web" has 4 ready Pods
    And at least 1 Pod of Deployment "web" runs in zone "c"

  Scenario: Each revision of a rollout is spread by itself
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
                matchLabelKeys: [pod-template-hash]
            containers: [{name: c, image: "web:1"}]
      """
    And the cluster has settled
    When I set the image of container "c" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 1 minute
    And 3 Pods of Deployment "web" run on 3 different nodes

  Scenario: Who says nothing is spread all the same, by the defaults of the system
    Given a cluster with 6 nodes across zones "a", "b", "c"
    When I run `kubectl create deployment web --image=web:1 --replicas=6`
    Then within 1 minute Deployment "web" has 6 ready Pods
    And 6 Pods of Deployment "web" run on 6 different nodes
    And 2 Pods of Deployment "web" run in zone "a"

  Scenario: Nodes that the Pod does not tolerate count only when it says so
    Given a cluster with nodes:
      | name | cpu | memory | zone | taints                  |
      | a-1  | 4   | 8Gi    | a    |                         |
      | b-1  | 4   | 8Gi    | b    | dedicated=ml:NoSchedule |
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: counts}
      spec:
        replicas: 3
        selector: {matchLabels: {app: counts}}
        template:
          metadata: {labels: {app: counts}}
          spec:
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: counts}}}
            containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: honours}
      spec:
        replicas: 3
        selector: {matchLabels: {app: honours}}
        template:
          metadata: {labels: {app: honours}}
          spec:
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, nodeTaintsPolicy: Honor, labelSelector: {matchLabels: {app: honours}}}
            containers: [{name: c, image: "web:1"}]
      """
    And the cluster settles
    Then Deployment "counts" has 1 ready Pod
    And Deployment "honours" has 3 ready Pods

  Scenario: Nodes that the Pod does not select count only when it says so
    Given a cluster with nodes:
      | name | cpu | memory | zone | labels   |
      | a-1  | 4   | 8Gi    | a    | disk=ssd |
      | b-1  | 4   | 8Gi    | b    |          |
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: honours}
      spec:
        replicas: 3
        selector: {matchLabels: {app: honours}}
        template:
          metadata: {labels: {app: honours}}
          spec:
            nodeSelector: {disk: ssd}
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: honours}}}
            containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: ignores}
      spec:
        replicas: 3
        selector: {matchLabels: {app: ignores}}
        template:
          metadata: {labels: {app: ignores}}
          spec:
            nodeSelector: {disk: ssd}
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, nodeAffinityPolicy: Ignore, labelSelector: {matchLabels: {app: ignores}}}
            containers: [{name: c, image: "web:1"}]
      """
    And the cluster settles
    Then Deployment "honours" has 3 ready Pods
    And Deployment "ignores" has 1 ready Pod
    And an Event "FailedScheduling" says "1 node(s) didn't match Pod's node affinity/selector, 1 node(s) didn't match pod topology spread constraints"
