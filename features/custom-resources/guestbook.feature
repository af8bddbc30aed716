Feature: A kind of one's own, and the controller that looks after it

  A CustomResourceDefinition teaches the API server a new kind. What an object of that kind brings about is up to a
  controller, here one in TypeScript that lies beside this feature.

  Background:
    Given a cluster with 3 nodes
    And the file "k8s/guestbook-crd.yaml" is applied
    And the controller "./guestbook-controller.ts"

  Scenario: A definition is established, and its kind is served
    When the cluster settles
    Then CustomResourceDefinition "guestbooks.webapp.example.com" is established
    When I run `kubectl api-resources --api-group=webapp.example.com`
    Then the output contains "guestbooks   gb           webapp.example.com/v1   true         Guestbook"

  Scenario: A Guestbook becomes a Deployment and a Service
    Given the cluster has settled
    When I apply "k8s/guestbook.yaml"
    Then Guestbook "visitors" becomes ready within 1 minute
    And Deployment "visitors" has 2 ready Pods
    And Service "visitors" has 2 endpoints
    And the field "spec.theme" of Guestbook "visitors" is "light"
    When I run `kubectl get gb`
    Then the output contains "visitors   light   2        2"

  Scenario: A Guestbook is scaled as a Deployment is
    Given the cluster has settled
    And the file "k8s/guestbook.yaml" is applied
    And the cluster has settled
    When I run `kubectl scale guestbook/visitors --replicas=4`
    Then within 1 minute Deployment "visitors" has 4 ready Pods
    And within 1 minute the field "status.readyReplicas" of Guestbook "visitors" is 4

  Scenario: What somebody changes by hand, the controller changes back
    Given the cluster has settled
    And the file "k8s/guestbook.yaml" is applied
    And the cluster has settled
    When I scale Deployment "visitors" to 0 replicas
    Then within 1 minute Deployment "visitors" has 2 ready Pods

  Scenario: A controller that crashes forgets nothing that matters
    Given the cluster has settled
    When I apply "k8s/guestbook.yaml"
    And "guestbook-controller" crashes
    And 1 minute passes
    And "guestbook-controller" starts again
    Then Guestbook "visitors" becomes ready within 1 minute

  Scenario: What a Guestbook brought about goes with it
    Given the cluster has settled
    And the file "k8s/guestbook.yaml" is applied
    And the cluster has settled
    When I delete Guestbook "visitors"
    And the cluster settles
    Then there is no Deployment "visitors"
    And there are no Pods

  Scenario: The schema refuses what is wrong
    Given the cluster has settled
    When I try to apply:
      """yaml
      apiVersion: webapp.example.com/v1
      kind: Guestbook
      metadata: {name: wrong}
      spec: {image: "guestbook:1.0", replicas: 11, theme: pink}
      """
    Then it is refused with "The Guestbook \"wrong\" is invalid"
    And it is refused with "spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10"
    And it is refused with:
      """
      spec.theme: Unsupported value: "pink": supported values: "light", "dark"
      """

  Scenario: The objects of a definition go with it
    Given the cluster has settled
    And the file "k8s/guestbook.yaml" is applied
    And the cluster has settled
    When I delete CustomResourceDefinition "guestbooks.webapp.example.com"
    And the cluster settles
    Then there is no CustomResourceDefinition "guestbooks.webapp.example.com"
    And there is no Deployment "visitors"
