Feature: The API server checks before it stores

  Background:
    Given a cluster with 1 node

  Scenario: A selector that does not match the template
    When I try to apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {apps: web}}
          spec: {containers: [{name: c, image: "web:1"}]}
      """
    Then it is refused with:
      """
      The Deployment "web" is invalid: spec.template.metadata.labels: Invalid value: {"apps":"web"}: `selector` does not match template `labels`
      """
    And there is no Deployment "web"

  Scenario: A field that is misspelt
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ports: [{port: 80}], seelctor: {app: web}}
      """
    Then it is refused with "strict decoding error: unknown field \"spec.seelctor\""

  Scenario: A namespace that is not there, and one that may not go
    When I try to run `kubectl run web --image=web:1 -n nowhere`
    Then it is refused with "namespaces \"nowhere\" not found"
    When I try to run `kubectl delete namespace kube-system`
    Then it is refused with "this namespace may not be deleted"

  Scenario: Who may do what
    Given the user "bob" with Role "view" in namespace "team-a"
    When bob runs `kubectl get pods -n team-a`
    Then the output contains "No resources found in team-a namespace."
    When bob tries to run `kubectl create configmap c -n team-a`
    Then it is refused with "cannot create resource \"configmaps\" in API group \"\" in the namespace \"team-a\""

  Scenario: Applying twice changes nothing; applying a change changes that alone
    When I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: dev}
      """
    And I run `kubectl annotate configmap settings reviewed=yes`
    And I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: prod}
      """
    Then the output is:
      """
      configmap/settings configured
      """
    And the field "data.mode" of ConfigMap "settings" is "prod"
    And the field "metadata.annotations.reviewed" of ConfigMap "settings" is "yes"
