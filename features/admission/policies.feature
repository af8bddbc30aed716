Feature: Administrators forbid in CEL what nobody should do

  A ValidatingAdmissionPolicy says what is looked at and what must hold; its binding says where, and what becomes of
  those that break it.

  Background:
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: few-replicas}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
        paramKind: {apiVersion: v1, kind: ConfigMap}
        variables:
          - {name: max, expression: int(params.data.max)}
        validations:
          - expression: object.spec.replicas <= variables.max
            messageExpression: "'at most ' + string(variables.max) + ' replicas'"
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: limits}
      data: {max: "3"}
      """

  Scenario: A Deployment that is too large is refused
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: everywhere}
      spec:
        policyName: few-replicas
        validationActions: [Deny]
        paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}
      """
    And I try to run `kubectl create deployment web --image=web:1 --replicas=5`
    Then it is refused with "ValidatingAdmissionPolicy 'few-replicas' with binding 'everywhere' denied request: at most 3 replicas"
    And there is no Deployment "web"
    When I run `kubectl create deployment web --image=web:1 --replicas=3`
    And I try to apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """
    Then it is refused with "at most 3 replicas"
    And the field "spec.replicas" of Deployment "web" is 3

  Scenario: A binding may warn first
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: everywhere}
      spec:
        policyName: few-replicas
        validationActions: [Warn]
        paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}
      """
    And I run `kubectl create deployment web --image=web:1 --replicas=5`
    Then the output contains "Warning: Validation failed for ValidatingAdmissionPolicy 'few-replicas' with binding 'everywhere': at most 3 replicas"
    And the field "spec.replicas" of Deployment "web" is 5

  Scenario: A policy that does not compile is refused itself
    When I try to apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: broken}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
        validations:
          - expression: obejct.spec.replicas <= 3
      """
    Then it is refused with "undeclared reference to 'obejct'"
