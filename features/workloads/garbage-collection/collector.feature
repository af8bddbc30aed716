Feature: The garbage collector follows owners, wherever they lead
  Who owns what is in the objects' ownerReferences. What has owners and none of them is left goes.

  Background:
    Given a cluster with 2 nodes
    And I run `kubectl create configmap one`
    And I run `kubectl create configmap two`
    And I run `kubectl create configmap shared`

  Scenario: What has two owners stays as long as one of them
    Given ConfigMap "one" owns ConfigMap "shared"
    And ConfigMap "two" owns ConfigMap "shared"
    When I delete ConfigMap "one"
    And the cluster settles
    Then there is a ConfigMap "shared"
    And the field "metadata.ownerReferences[*].name" of ConfigMap "shared" is "two"
    When I delete ConfigMap "two"
    And the cluster settles
    Then there is no ConfigMap "shared"

  Scenario: Whoever waits in the foreground for a circle gets out of it
    Given ConfigMap "one" owns ConfigMap "two"
    And ConfigMap "two" owns ConfigMap "one"
    When I run `kubectl delete configmap one --cascade=foreground`
    And the cluster settles
    Then there is no ConfigMap "one"
    And there is no ConfigMap "two"

  Scenario: In the background a circle goes as any other chain does
    Given ConfigMap "one" owns ConfigMap "two"
    And ConfigMap "two" owns ConfigMap "shared"
    And ConfigMap "shared" owns ConfigMap "one"
    When I delete ConfigMap "two"
    And the cluster settles
    Then there is no ConfigMap "one"
    And there is no ConfigMap "shared"

  Scenario: An owner in another namespace is none, and its would-be dependent goes
    Given I run `kubectl create namespace shop`
    And I run `kubectl create configmap goods --namespace=shop`
    And the cluster has settled
    When ConfigMap "one" owns ConfigMap "shop/goods"
    And the cluster settles
    Then there is no ConfigMap "shop/goods"
    And there is a ConfigMap "one"
    And an Event "OwnerRefInvalidNamespace" says "namespace: shop, name: one"

  Scenario: What belongs to no namespace cannot have an owner in one, and stays
    Given I apply:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      """
    When ConfigMap "one" owns PriorityClass "high"
    And the cluster settles
    Then an Event "OwnerRefInvalidNamespace" says "name: one"
    When I delete ConfigMap "one"
    And 10 minutes pass
    Then there is a PriorityClass "high"

  Scenario: Pods of a node that is gone for good are collected
    Given I run `kubectl run bare --image=web:1 --overrides='{"spec":{"nodeName":"node-2"}}'`
    And the cluster has settled
    When node "node-2" is removed
    Then within 2 minutes there is no Pod "bare"

  Scenario: A Pod that nobody has placed goes at once when it is deleted
    Given I run `kubectl run never --image=web:1 --overrides='{"spec":{"nodeSelector":{"disk":"ssd"}}}'`
    And 10 seconds pass
    When I run `kubectl delete pod never --wait=false`
    Then there is no Pod "never"
