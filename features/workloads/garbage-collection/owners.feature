Feature: What belongs to an object goes with it, unless it is to stay

  Background:
    Given a cluster with 1 node
    And I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled

  Scenario: Whatever a Deployment made goes after it
    When I delete Deployment "web"
    And the cluster settles
    Then there are no ReplicaSets
    And there are no Pods

  Scenario: In the foreground the owner waits for what it owns
    When I run `kubectl delete deployment web --cascade=foreground --wait=false`
    Then there is a Deployment "web"
    And the field "metadata.finalizers" of Deployment "web" contains "foregroundDeletion"
    When the cluster settles
    Then there is no Deployment "web"
    And there are no Pods

  Scenario: Orphans stay, and can be adopted
    When I run `kubectl delete deployment web --cascade=orphan`
    And the cluster settles
    Then there is no Deployment "web"
    And there is 1 ReplicaSet
    And there are 2 Pods
    When I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster settles
    Then there is 1 ReplicaSet of Deployment "web"
    And there are 2 Pods
    And Deployment "web" has 2 ready Pods

  Scenario: A finalizer holds what was deleted until somebody lets it go
    Given I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: held, finalizers: [example.com/backup]}
      """
    When I run `kubectl delete configmap held --wait=false`
    And 1 hour passes
    Then there is a ConfigMap "held"
    When I run `kubectl patch configmap held --type=merge -p '{"metadata":{"finalizers":null}}'`
    Then there is no ConfigMap "held"
