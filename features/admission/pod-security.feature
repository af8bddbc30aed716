Feature: A namespace says how much its Pods may do

  The Pod Security Standards have three levels; labels of a namespace say which of them is enforced, and of which a
  warning tells.

  Background:
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata:
        name: team-a
        labels:
          pod-security.kubernetes.io/enforce: baseline
          pod-security.kubernetes.io/warn: restricted
      """

  Scenario: A privileged Pod is refused
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: root, namespace: team-a}
      spec:
        containers: [{name: root, image: "root:1", securityContext: {privileged: true}}]
      """
    Then it is refused with "violates PodSecurity \"baseline:latest\": privileged (container \"root\" must not set securityContext.privileged=true)"

  Scenario: Who writes a Deployment is warned; its Pods are what is refused
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: agent, namespace: team-a}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            hostNetwork: true
            containers: [{name: agent, image: "agent:1"}]
      """
    Then the output contains "Warning: would violate PodSecurity \"restricted:latest\": host namespaces (hostNetwork=true)"
    When 1 minute passes
    And I run `kubectl get pods -n team-a`
    Then the output contains "No resources found in team-a namespace."
    When I run `kubectl get events -n team-a`
    Then the output contains "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)"

  Scenario: A stricter level tells of the Pods that are there
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: team-a}
      spec: {containers: [{name: web, image: "web:1"}]}
      """
    And I run `kubectl label namespace team-a --overwrite pod-security.kubernetes.io/enforce=restricted`
    Then the output contains "Warning: existing pods in namespace \"team-a\" violate the new PodSecurity enforce level \"restricted:latest\""
    And the output contains "Warning: web: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile"
