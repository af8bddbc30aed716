Feature: An eviction asks first; a delete does not
  Whoever wants a Pod gone without harm creates an Eviction of it. The API server looks into the budgets and says yes, or too many requests.

  Background:
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=3`
    And I run `kubectl create poddisruptionbudget web --selector=app=web --min-available=2`
    And the cluster has settled

  Scenario: The first goes, the second has to wait until there is another
    Given the image "web:1" becomes ready after 1 minute
    And I run `kubectl run single --image=web:1 --labels=app=web`
    And I run `kubectl run other --image=web:1 --labels=app=web`
    And the cluster has settled
    And I scale Deployment "web" to 1 replica
    And the cluster has settled
    And the field "status.disruptionsAllowed" of PodDisruptionBudget "web" is 1
    When I evict Pod "single"
    And I try to evict Pod "other"
    Then it is refused with "Cannot evict pod as it would violate the pod's disruption budget."
    When the cluster settles
    Then there is no Pod "single"
    And there is a Pod "other"
    When I scale Deployment "web" to 2 replicas
    And 2 minutes pass
    And I evict Pod "other"
    And the cluster settles
    Then there is no Pod "other"

  Scenario: A Pod that was evicted carries the reason
    Given I run `kubectl run slow --image=slow:1`
    And the image "slow:1" takes 20 seconds to stop
    And the cluster has settled
    When I evict Pod "slow"
    And 5 seconds pass
    Then Pod "slow" is Terminating
    And the field "status.conditions[?(@.type=='DisruptionTarget')].reason" of Pod "slow" is "EvictionByEvictionAPI"

  Scenario: A delete asks nobody
    When I run `kubectl delete pods -l app=web --wait=false`
    Then Deployment "web" has no active Pods
    And the field "status.disruptionsAllowed" of PodDisruptionBudget "web" is 1

  Scenario: A Pod that runs but is not ready may go only when the budget has enough others
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: sick, labels: {app: web}}
      spec:
        containers: [{name: c, image: "web:1", readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}}]
      """
    And the cluster has settled
    And I scale Deployment "web" to 1 replica
    And Pod "sick" stops answering its readiness probe
    And 1 minute passes
    Then PodDisruptionBudget "web" matches:
      """yaml
      status: {currentHealthy: 1, desiredHealthy: 2, disruptionsAllowed: 0}
      """
    When I try to evict Pod "sick"
    Then it is refused with "Cannot evict pod as it would violate the pod's disruption budget."
    When I scale Deployment "web" to 2 replicas
    And the cluster settles
    And I evict Pod "sick"
    And the cluster settles
    Then there is no Pod "sick"

  Scenario: Half of what a scale says, of whatever kind, is what must stay
    Given the file "../../custom-resources/k8s/guestbook-crd.yaml" is applied
    And the controller "../../custom-resources/guestbook-controller.ts"
    And the cluster has settled
    And the file "../../custom-resources/k8s/guestbook.yaml" is applied
    And I run `kubectl scale guestbook/visitors --replicas=5`
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: visitors}
      spec: {minAvailable: 50%, selector: {matchLabels: {guestbook: visitors}}}
      """
    And the cluster settles
    Then PodDisruptionBudget "visitors" matches:
      """yaml
      status: {expectedPods: 5, desiredHealthy: 3, disruptionsAllowed: 2}
      """

  Scenario: A share of Pods that nobody owns is the share of nothing known
    Given I run `kubectl run lonely --image=web:1 --labels=app=lonely`
    And I apply:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: lonely}
      spec: {maxUnavailable: 50%, selector: {matchLabels: {app: lonely}}}
      """
    And the cluster has settled
    Then an Event "UnmanagedPods" of PodDisruptionBudget "lonely" says "were found to be unmanaged"
    And the field "status.disruptionsAllowed" of PodDisruptionBudget "lonely" is 0
    When I try to evict Pod "lonely"
    Then it is refused with "Cannot evict pod as it would violate the pod's disruption budget."
