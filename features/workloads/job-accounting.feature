Feature: A Job counts each of its Pods exactly once
  A Pod of a Job carries a finalizer until the Job has counted it: neither a crash nor somebody's delete makes it be forgotten or counted twice.

  Background:
    Given a cluster with 2 nodes
    And the image "work:1" completes after 30 seconds

  Scenario: A Pod that is deleted while it runs stays until its Job has seen its end, as a failure
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '60']}]}
      """
    And 5 seconds pass
    And I run `kubectl get pods -o jsonpath={.items[*].metadata.finalizers[*]}`
    Then the output is:
      """
      batch.kubernetes.io/job-tracking
      """
    When I run `kubectl delete pods --all --wait=false`
    Then Job "work" becomes complete within 3 minutes
    And Job "work" matches:
      """yaml
      status: {succeeded: 1, failed: 1}
      """
    And there is 1 Pod

  Scenario Outline: A controller that dies at its <write> write has the Pods in its status, and counts none of them twice afterwards
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completions: 4
        parallelism: 4
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: work:1}]}}
      """
    And 20 seconds pass
    When "kube-controller-manager" crashes at its <write> write from now and starts again after 3 minutes
    And 1 minute passes
    Then every Pod of Job "work" is Completed
    And the field "status.uncountedTerminatedPods.succeeded" of Job "work" contains "-"
    And the field "status.succeeded" of Job "work" is absent
    But Job "work" becomes complete within 5 minutes
    And the field "status.succeeded" of Job "work" is 4
    And the field "status.uncountedTerminatedPods.succeeded" of Job "work" is absent
    And there are 4 Pods of Job "work"

    Examples:
      | write |
      | 1st   |
      | 2nd   |
      | 3rd   |
      | 5th   |

  Scenario: Pods that end while nobody can be told are counted afterwards
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completions: 2
        parallelism: 2
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: work:1}]}}
      """
    And 20 seconds pass
    When the API server is unavailable for 2 minutes
    And 1 minute passes
    Then the field "status.succeeded" of Job "work" is absent
    And Job "work" becomes complete within 3 minutes
    And the field "status.succeeded" of Job "work" is 2

  Scenario: A Job of somebody else's is left alone
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: queued}
      spec:
        managedBy: example.com/queue
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: work:1}]}}
      """
    When 10 minutes pass
    Then there are no Pods
    And the field "status.startTime" of Job "queued" is absent
    When I try to patch Job "queued" with:
      """yaml
      spec: {managedBy: kubernetes.io/job-controller}
      """
    Then it is refused with "field is immutable"
