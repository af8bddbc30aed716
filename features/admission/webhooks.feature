Feature: Webhooks have a say in what is written

  A webhook is a server that the API server asks: in a Pod behind a Service, as in any cluster. This one is the one of
  Kubernetes' own tests.

  Background:
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: hooks}
      spec:
        selector: {matchLabels: {app: hooks}}
        template:
          metadata: {labels: {app: hooks}}
          spec:
            containers:
              - name: hooks
                image: registry.k8s.io/e2e-test-images/agnhost:2.53
                args: [webhook, --port=8443, "--sidecar-image=proxy:1"]
                readinessProbe: {httpGet: {path: /readyz, port: 8443}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: hooks}
      spec: {selector: {app: hooks}, ports: [{port: 443, targetPort: 8443}]}
      """
    When 1 minute passes

  Scenario: One that refuses
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /always-deny}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
          timeoutSeconds: 10
      """
    And I try to run `kubectl create configmap settings`
    Then it is refused with "admission webhook \"configs.example.com\" denied the request: this webhook denies all requests"
    And there is no ConfigMap "settings"

  Scenario: One that adds a container to each Pod that wants it
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: sidecars}
      webhooks:
        - name: sidecars.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /mutating-pods-sidecar}}
          objectSelector: {matchLabels: {inject: "yes"}}
          admissionReviewVersions: [v1]
          sideEffects: None
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {inject: "yes"}}
      spec: {containers: [{name: web, image: "web:1"}]}
      """
    Then the field "spec.containers" of Pod "web" contains "webhook-added-sidecar"

  Scenario: One that does not answer stops everything that it is asked about
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /configmaps}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
          timeoutSeconds: 10
      """
    And I run `kubectl scale deployment hooks --replicas=0`
    And 1 minute passes
    And I try to run `kubectl create configmap settings`
    Then it is refused with "failed calling webhook \"configs.example.com\": failed to call webhook: Post \"https://hooks.default.svc:443/configmaps?timeout=10s\": no endpoints available for service \"hooks\""

  Scenario: Unless its failures are to be ignored
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /always-allow-delay-5s}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Ignore
          timeoutSeconds: 1
      """
    And I run `kubectl create configmap settings`
    Then the output contains "configmap/settings created"

  Scenario: One that takes too long
    When I apply:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /always-allow-delay-5s}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
          timeoutSeconds: 1
      """
    And I try to run `kubectl create configmap settings`
    Then it is refused with "context deadline exceeded"
