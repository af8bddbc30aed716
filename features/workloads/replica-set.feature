Feature: A ReplicaSet keeps a number of Pods, and its labels say which

  Background:
    Given a cluster with 2 nodes
    And the image "web:1" takes 20 seconds to stop
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "web:1"}]}
      """
    And the cluster has settled

  Scenario: A Pod with the labels and without an owner is adopted, and counts
    Given I scale ReplicaSet "web" to 3 replicas
    And the cluster has settled
    When I run `kubectl run stray --image=web:1 --labels=app=web`
    And the cluster settles
    Then ReplicaSet "web" has 3 active Pods
    And there is no Pod "stray"

  Scenario: A Pod that loses its label is let go, and replaced
    Given I run `kubectl label pods --all app=debug --overwrite`
    When the cluster settles
    Then ReplicaSet "web" has 2 ready Pods
    And there are 4 Pods
    When I delete ReplicaSet "web"
    And the cluster settles
    Then there are 2 Pods

  Scenario: A Pod that is not ready goes first, whatever its age
    Given the image "sick:1" never becomes ready
    And I scale ReplicaSet "web" to 3 replicas
    And the cluster has settled
    And I run `kubectl patch replicaset web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"sick:1"}]'`
    And I scale ReplicaSet "web" to 5 replicas
    And 10 seconds pass
    Then ReplicaSet "web" has 3 ready Pods
    When I scale ReplicaSet "web" to 3 replicas
    And 40 seconds pass
    Then ReplicaSet "web" has 3 Pods
    And ReplicaSet "web" has 3 ready Pods

  Scenario: The fuller node gives up a Pod first
    Given I cordon node "node-2"
    And I scale ReplicaSet "web" to 4 replicas
    And the cluster has settled
    Then 3 Pods of ReplicaSet "web" run on node "node-1"
    When I scale ReplicaSet "web" to 2 replicas
    And the cluster settles
    Then 1 Pod of ReplicaSet "web" runs on node "node-1"
    And 1 Pod of ReplicaSet "web" runs on node "node-2"

  Scenario: What came last goes first, all else being equal
    Given I cordon node "node-2"
    And I run `kubectl create deployment row --image=web:1 --replicas=1`
    And the cluster has settled
    And I run `kubectl label pods -l app=row age=old`
    And 1 minute passes
    And I scale Deployment "row" to 3 replicas
    And the cluster has settled
    When I scale Deployment "row" to 1 replica
    And the cluster settles
    And I run `kubectl get pods -l age=old`
    Then the output contains "1/1"

  Scenario: The cheapest Pod goes first, if somebody says which that is
    Given I run `kubectl annotate pods --all controller.kubernetes.io/pod-deletion-cost=100`
    And I scale ReplicaSet "web" to 3 replicas
    And the cluster has settled
    And I run `kubectl annotate pods --all controller.kubernetes.io/pod-deletion-cost=100 --overwrite`
    And I run `kubectl run cheap --image=web:1 --labels=tier=spare --annotations=controller.kubernetes.io/pod-deletion-cost=-5`
    And the cluster has settled
    When I scale ReplicaSet "web" to 4 replicas
    And I run `kubectl label pod cheap app=web`
    And the cluster settles
    And I scale ReplicaSet "web" to 3 replicas
    And the cluster settles
    Then there is no Pod "cheap"

  Scenario: Pods on their way out do not count any more
    When I scale ReplicaSet "web" to 1 replica
    And 5 seconds pass
    Then the field "status.replicas" of ReplicaSet "web" is 1
    And ReplicaSet "web" has 1 terminating Pod
    And ReplicaSet "web" has 1 active Pod

  Scenario: A Pod that cannot be created is a condition, until it can
    Given I run `kubectl create quota few --hard=pods=2`
    When I scale ReplicaSet "web" to 3 replicas
    And 10 seconds pass
    Then the field "status.conditions[?(@.type=='ReplicaFailure')].reason" of ReplicaSet "web" is "FailedCreate"
    And an Event "FailedCreate" of ReplicaSet "web" says "exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2"
    When I run `kubectl delete quota few`
    Then within 15 minutes ReplicaSet "web" has 3 ready Pods
    And the field "status.conditions" of ReplicaSet "web" is absent
