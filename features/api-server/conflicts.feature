Feature: The API server refuses what would undo the work of others
  Names are taken once, some fields are settled for good, and who changes what another one owns is told so.

  Background:
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """

  Scenario: A name is taken once
    When I try to run `kubectl create deployment web --image=web:2`
    Then it is refused with "deployments.apps \"web\" already exists"
    When I try to run `kubectl get deployment wed`
    Then it is refused with "deployments.apps \"wed\" not found"

  Scenario: A selector is settled when the Deployment is created
    When I try to patch Deployment "web" with:
      """yaml
      spec:
        selector: {matchLabels: {tier: front}}
        template: {metadata: {labels: {tier: front}}}
      """
    Then it is refused with "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"web\",\"tier\":\"front\"}}: field is immutable"

  Scenario: A ConfigMap that was declared immutable
    Given I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      immutable: true
      data: {mode: prod}
      """
    When I try to patch ConfigMap "settings" with:
      """yaml
      data: {mode: dev}
      """
    Then it is refused with "data: Forbidden: field is immutable when `immutable` is set"
    And the field "data.mode" of ConfigMap "settings" is "prod"

  Scenario: Of two who read the same version, the second one must read again
    When I try to run `kubectl replace -f -` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kube-root-ca.crt, resourceVersion: "1"}
      data: {}
      """
    Then it is refused with "the object has been modified; please apply your changes to the latest version and try again"

  Scenario: Server-side apply names the owner of a field, and gives it to who insists
    Given I run `kubectl apply --server-side --force-conflicts --field-manager=platform -f -` with:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {replicas: 3}
      """
    When I try to run `kubectl apply --server-side --field-manager=team -f -` with:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {replicas: 5}
      """
    Then it is refused with "conflict with \"platform\": .spec.replicas"
    And the field "spec.replicas" of Deployment "web" is "3"
    When I run `kubectl apply --server-side --force-conflicts --field-manager=team -f -` with:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {replicas: 5}
      """
    Then the field "spec.replicas" of Deployment "web" is "5"

  Scenario: A rehearsal is judged like the real thing and leaves nothing behind
    When I run `kubectl create configmap plan --from-literal=a=b --dry-run=server`
    Then the output contains "configmap/plan created (server dry run)"
    And there is no ConfigMap "plan"
    When I try to run `kubectl create deployment web --image=web:2 --dry-run=server`
    Then it is refused with "already exists"

  Scenario: Nobody gives away rights that they do not hold
    Given I run `kubectl create clusterrole clerk --verb=create,get --resource=roles.rbac.authorization.k8s.io`
    And I run `kubectl create clusterrolebinding clerks --clusterrole=clerk --user=dana`
    When I try to run `kubectl create role keys --verb=get --resource=secrets --as=dana`
    Then it is refused with "user \"dana\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held"
    And there is no Role "keys"

  Scenario: A definition's own rule, in CEL
    Given I apply:
      """yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: ranges.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: ranges, kind: Range}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      min: {type: integer}
                      max: {type: integer}
                    x-kubernetes-validations:
                      - {rule: self.min <= self.max, message: min must not exceed max}
      """
    And I run `kubectl wait --for condition=established crd/ranges.example.com`
    When I try to apply:
      """yaml
      apiVersion: example.com/v1
      kind: Range
      metadata: {name: pods}
      spec: {min: 5, max: 3}
      """
    Then it is refused with "min must not exceed max"
