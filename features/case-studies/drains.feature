Feature: Case studies of drains and budgets

  Background:
    Given a cluster with 3 nodes
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
          spec:
            nodeSelector: {kubernetes.io/hostname: node-1}
            containers: [{name: web, image: "web:1"}]
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
      """
    And the cluster has settled

  Scenario: A budget that allows nothing holds a drain up for ever
    When I try to drain node "node-1" for 10 minutes
    Then it is refused with "Cannot evict pod as it would violate the pod's disruption budget."
    And node "node-1" is SchedulingDisabled
    And Deployment "web" has 1 ready Pod
    And it took between 10 minutes and 11 minutes

  Scenario: A Pod that crashes holds a drain up as well, unless its budget says that sick Pods may always go
    Given the image "web:2" exits with code 1 after 1 second
    And I patch Deployment "web" with:
      """yaml
      spec: {strategy: {rollingUpdate: {maxUnavailable: 1}}}
      """
    And I set the image of container "web" in Deployment "web" to "web:2"
    And 2 minutes pass
    When I try to drain node "node-1" for 1 minute
    Then it is refused with "Cannot evict pod as it would violate the pod's disruption budget."
    When I patch PodDisruptionBudget "web" with:
      """yaml
      spec: {unhealthyPodEvictionPolicy: AlwaysAllow}
      """
    And I drain node "node-1"
    Then no Pods of Deployment "web" run on node "node-1"

  Scenario: Two budgets for one Pod are a mistake that the server will not judge
    Given I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: again}
      spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
      """
    And the cluster has settled
    When I try to drain node "node-1" for 1 minute
    Then it is refused with "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."

  Scenario: A drain names what it will not touch
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bare}
      spec: {nodeName: node-2, containers: [{name: c, image: "web:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: scratch, ownerReferences: []}
      spec: {nodeName: node-3, volumes: [{name: s, emptyDir: {}}], containers: [{name: c, image: "web:1", volumeMounts: [{name: s, mountPath: /s}]}]}
      """
    And the cluster has settled
    When I try to drain node "node-2"
    Then it is refused with "cannot delete Pods that declare no controller (use --force to override): default/bare"
    When I try to run `kubectl drain node-3 --force`
    Then it is refused with "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/scratch"
    When I run `kubectl drain node-3 --force --delete-emptydir-data`
    Then there is no Pod "scratch"
