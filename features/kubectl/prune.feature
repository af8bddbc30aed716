Feature: kubectl apply takes away what is not wanted any more

  Background:
    Given a cluster with 1 node
    And I run `kubectl apply -f -` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept, labels: {app: shop}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: dropped, labels: {app: shop}}
      """
    And I run `kubectl create configmap by-hand`
    And I run `kubectl label configmap by-hand app=shop`

  Scenario: What was applied before and is not in the manifests now is pruned
    When I run `kubectl apply -f - --prune -l app=shop --prune-allowlist=core/v1/ConfigMap` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept, labels: {app: shop}}
      """
    Then the output is:
      """
      configmap/kept unchanged
      configmap/dropped pruned
      """
    When I run `kubectl get configmap -l app=shop -o name`
    Then the output is:
      """
      configmap/by-hand
      configmap/kept
      """

  Scenario: Nobody prunes all by accident
    When I try to run `kubectl apply -f - --prune` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept}
      """
    Then it is refused with "all resources selected for prune without explicitly passing --all"

  Scenario: What cannot be changed is made anew with --force
    Given I run `kubectl apply -f -` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: fixed}
      immutable: true
      data: {a: b}
      """
    When I run `kubectl apply -f - --force` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: fixed}
      immutable: true
      data: {a: c}
      """
    Then the field "data.a" of ConfigMap "fixed" is "c"
