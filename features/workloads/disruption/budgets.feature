Feature: A disruption budget says how many Pods may be missing of their own accord

  Background:
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=4`
    And the cluster has settled

  Scenario Outline: A number or a share of the Pods must stay, or may go
    When I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec: {<rule>, selector: {matchLabels: {app: web}}}
      """
    And the cluster settles
    Then the field "status.disruptionsAllowed" of PodDisruptionBudget "web" is <allowed>

    Examples:
      | rule                | allowed |
      | minAvailable: 3     | 1       |
      | minAvailable: 50%   | 2       |
      | maxUnavailable: 1   | 1       |
      | maxUnavailable: 30% | 2       |
      | minAvailable: 9     | 0       |

  Scenario: Evictions stop at the budget, and go on when the next Pod is ready
    Given the image "web:1" becomes ready after 30 seconds
    And I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
      """
    And the cluster settles
    When I drain node "node-1"
    Then no Pod of Deployment "web" runs on node "node-1"
    And since I drain at no time fewer than 3 Pods of Deployment "web" were ready

  Scenario: Two budgets on one Pod are one too many
    Given I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: one}
      spec: {maxUnavailable: 2, selector: {matchLabels: {app: web}}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: two}
      spec: {maxUnavailable: 2, selector: {matchLabels: {app: web}}}
      """
    And the cluster settles
    When I try to drain node "node-1" for 1 minute
    Then it is refused with "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."

  Scenario: A Pod that was never healthy may always go, when the budget says so
    Given the image "sick:1" never becomes ready
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: sick}
      spec:
        replicas: 2
        selector: {matchLabels: {app: sick}}
        template:
          metadata: {labels: {app: sick}}
          spec: {containers: [{name: c, image: "sick:1", readinessProbe: {tcpSocket: {port: 80}}}]}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: sick}
      spec: {minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {app: sick}}}
      """
    And 1 minute passes
    Then Deployment "sick" has no ready Pods
    When I drain node "node-1"
    And I drain node "node-2"
    Then no Pod of Deployment "sick" runs on node "node-1"
    And no Pod of Deployment "sick" runs on node "node-2"
