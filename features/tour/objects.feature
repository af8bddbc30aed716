Feature: An object says what is wanted, and shows what is
  The spec is a wish, the status a report. Controllers make the one into the other, again and again.

  Background:
    Given a cluster with 2 nodes

  Scenario: A wish has a number, and whoever has heard it says so
    Given I run `kubectl create deployment web --image=web:1`
    And the cluster has settled
    And the field "metadata.generation" of Deployment "web" is 1
    When "kube-controller-manager" crashes
    And I scale Deployment "web" to 3 replicas
    And 1 minute passes
    Then Deployment "web" matches:
      """yaml
      metadata: {generation: 2}
      spec: {replicas: 3}
      status: {observedGeneration: 1, replicas: 1}
      """
    When "kube-controller-manager" starts again
    And the cluster settles
    Then Deployment "web" matches:
      """yaml
      status: {observedGeneration: 2, replicas: 3}
      """

  Scenario: What is deleted behind a controller's back is made again
    Given I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled
    When I run `kubectl delete replicasets --all`
    And the cluster settles
    Then there is 1 ReplicaSet of Deployment "web"
    And Deployment "web" has 2 ready Pods

  Scenario: A name is taken once at a time, and comes back as another object
    Given I run `kubectl create configmap settings --from-literal=mode=dev`
    When I try to run `kubectl create configmap settings`
    Then it is refused with 'configmaps "settings" already exists'
    When I delete ConfigMap "settings"
    And I run `kubectl create configmap settings --from-literal=mode=prod`
    Then the field "data.mode" of ConfigMap "settings" is "prod"

  Scenario: Labels are for choosing, annotations for telling
    Given I run `kubectl run one --image=web:1 --labels=app=web,tier=front`
    And I run `kubectl run two --image=web:1 --labels=app=web,tier=back`
    And I annotate Pod "one" with "team=shop"
    When I run `kubectl get pods -l 'app=web,tier in (front)' -o name`
    Then the output is:
      """
      pod/one
      """
    When I run `kubectl get pods --field-selector=status.phase!=Succeeded -o name`
    Then the output is:
      """
      pod/one
      pod/two
      """

  Scenario: Two writers: the second one, who has not seen the first, is turned away
    Given I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: dev}
      """
    When I try to run `kubectl replace -f -` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, resourceVersion: "1"}
      data: {mode: prod}
      """
    Then it is refused with "the object has been modified; please apply your changes to the latest version and try again"
    And the field "data.mode" of ConfigMap "settings" is "dev"
