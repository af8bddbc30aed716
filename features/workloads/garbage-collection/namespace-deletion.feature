Feature: A namespace is emptied in order: Pods first, then what they used
  Its conditions say what is left and whom it waits for.

  Background:
    Given a cluster with 2 nodes
    And I run `kubectl create namespace shop`
    And the cluster has settled

  Scenario: Pods end before the settings and the policies that hold them go
    Given I run `kubectl create configmap settings --namespace=shop --from-literal=mode=dev`
    And the image "slow:1" takes 25 seconds to stop
    And I run `kubectl run slow --image=slow:1 --namespace=shop`
    And the cluster has settled
    When I run `kubectl delete namespace shop --wait=false`
    And 15 seconds pass
    Then Pod "shop/slow" is Terminating
    And there is a ConfigMap "shop/settings"
    And the field "status.conditions[?(@.type=='NamespaceContentRemaining')].message" of Namespace "shop" is "Some resources are remaining: pods. has 1 resource instances"
    And within 1 minute there is no Namespace "shop"

  Scenario: A finalizer holds the namespace up, and is named
    Given I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: held, namespace: shop, finalizers: [example.com/backup]}
      """
    When I run `kubectl delete namespace shop --wait=false`
    And 10 minutes pass
    Then Namespace "shop" is Terminating
    And Namespace "shop" matches:
      """yaml
      status:
        phase: Terminating
        (conditions[?status == 'True'].[type, reason]):
          - [NamespaceContentRemaining, SomeResourcesRemain]
          - [NamespaceFinalizersRemaining, SomeFinalizersRemain]
        (conditions[?type == 'NamespaceFinalizersRemaining'].message):
          - "Some content in the namespace has finalizers remaining: example.com/backup in 1 resource instances"
      """
    When I run `kubectl patch configmap held --namespace=shop --type=merge -p '{"metadata":{"finalizers":null}}'`
    Then within 1 minute there is no Namespace "shop"

  Scenario: A new namespace has its account and the root certificate at once, and gets them back
    Then there is a ServiceAccount "shop/default"
    And there is a ConfigMap "shop/kube-root-ca.crt"
    When I run `kubectl delete serviceaccount default --namespace=shop`
    And the cluster settles
    Then there is a ServiceAccount "shop/default"

  Scenario: The namespaces that a cluster cannot do without stay
    When I try to run `kubectl delete namespace kube-system`
    Then it is refused with "this namespace may not be deleted"
