Feature: A drain moves Pods away, and respects budgets

  Background:
    Given a cluster with 3 nodes
    And the file "k8s/web.yaml" is applied
    And the cluster has settled

  Scenario: A budget that allows one at a time is kept
    Given I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: web}}
      """
    And the cluster settles
    When I drain node "node-1"
    Then no Pod of Deployment "web" runs on node "node-1"
    And node "node-1" is SchedulingDisabled
    And within 1 minute Deployment "web" has 4 ready Pods
    And since I drain at no time fewer than 3 Pods of Deployment "web" were ready
    When I uncordon node "node-1"
    Then node "node-1" is Ready

  Scenario: A budget that allows nothing holds the drain up
    Given I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec:
        minAvailable: 4
        selector: {matchLabels: {app: web}}
      """
    And the cluster settles
    When I try to drain node "node-1" for 1 minute
    Then it is refused with "Cannot evict pod as it would violate the pod's disruption budget."
    And Deployment "web" has 4 ready Pods
    When I try to evict Pod "no-such-pod"
    Then it is refused with "pods \"no-such-pod\" not found"
