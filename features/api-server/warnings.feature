Feature: The API server warns of what it takes and what will not do

  Background:
    Given a cluster with 1 node

  Scenario: A variable and a port that are defined twice
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - name: web
            image: web:1
            env: [{name: MODE, value: dev}, {name: MODE, value: prod}]
            ports: [{containerPort: 80}]
          - name: proxy
            image: proxy:1
            ports: [{containerPort: 80}]
      """
    Then the output contains "Warning: spec.containers[0].env[1]: hides previous definition of \"MODE\", which may be dropped when using apply"
    And the output contains "Warning: spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]"
    And the output contains "pod/web created"

  Scenario: Labels of nodes that went out of use
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            nodeSelector: {beta.kubernetes.io/os: linux}
            containers: [{name: agent, image: "agent:1"}]
      """
    Then the output contains "Warning: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead"

  Scenario: A name that makes no host name
    When I run `kubectl create deployment shop.web --image=web:1`
    Then the output contains "Warning: metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended"

  Scenario: A certificate that is none
    When I apply:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: {name: cert}
      type: kubernetes.io/tls
      stringData: {tls.crt: soon, tls.key: soon}
      """
    Then the output contains "Warning: tls: failed to find any PEM data in certificate input"

  Scenario: An Ingress says its class in the old way; one that says none gets the default
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata:
        name: edge
        annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
      spec: {controller: example.com/edge}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: old, annotations: {kubernetes.io/ingress.class: edge}}
      spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: new}
      spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
      """
    Then the output contains "Warning: annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead"
    And the field "spec.ingressClassName" of Ingress "new" is "edge"
