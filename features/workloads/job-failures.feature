Feature: What a failed Pod means to its Job is the Job's to say

  Background:
    Given a cluster with 2 nodes
    And the image "fail:1" exits with code 3 after 5 seconds

  Scenario: A Pod that a drain takes away is replaced and not held against the Job
    Given I cordon node "node-2"
    And I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 0
        podFailurePolicy:
          rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    And 30 seconds pass
    When I uncordon node "node-2"
    And I drain node "node-1"
    And 10 seconds pass
    Then 1 Pod of Job "work" runs on node "node-2"
    And the field "status.failed" of Job "work" is absent
    And Job "work" becomes complete within 5 minutes

  Scenario: Without such a rule the drain is the end of it
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 0
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    And 30 seconds pass
    When I drain node "node-1"
    And I drain node "node-2"
    Then Job "work" becomes failed within 1 minute
    And the field "status.failed" of Job "work" is 1

  Scenario: One index may be given up at once, by its exit code
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: shards}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        backoffLimitPerIndex: 5
        maxFailedIndexes: 1
        podFailurePolicy:
          rules: [{action: FailIndex, onExitCodes: {operator: In, values: [42]}}]
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'if [ $JOB_COMPLETION_INDEX = 1 ]; then exit 42; fi']}
      """
    Then Job "shards" becomes failed within 1 minute
    And Job "shards" matches:
      """yaml
      status: {completedIndexes: '0,2', failedIndexes: '1', failed: 1}
      """

  Scenario Outline: A Pod on its way out has failed, or is waited for: <policy>
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        podReplacementPolicy: <policy>
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    And 30 seconds pass
    When I run `kubectl delete pods --all --wait=false`
    And 15 seconds pass
    Then Job "work" has 1 terminating Pod
    And the field "status.terminating" of Job "work" is 1
    And Job "work" has <new> active Pods
    When 30 seconds pass
    Then Job "work" has 1 active Pod
    And Job "work" becomes complete within 5 minutes

    Examples:
      | policy              | new |
      | TerminatingOrFailed | 1   |
      | Failed              | 0   |

  Scenario: A Job that is suspended gives its Pods up, without a failure, and begins anew
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 2
        completions: 2
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    And 1 minute passes
    When I patch Job "work" with:
      """yaml
      spec: {suspend: true}
      """
    And 1 minute passes
    Then Job "work" is suspended
    And there are no Pods of Job "work"
    And an Event "Suspended" of Job "work" says "Job suspended"
    When I patch Job "work" with:
      """yaml
      spec: {suspend: false}
      """
    Then Job "work" becomes complete within 3 minutes
    And it took at least 2 minutes
    And the field "status.startTime" of Job "work" is "2026-01-05T00:02:00Z"
    And the field "status.failed" of Job "work" is absent

  Scenario: A container that is restarted in its Pod counts its failures as well
    Given I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: stubborn}
      spec:
        backoffLimit: 2
        template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: fail:1}]}}
      """
    Then Job "stubborn" becomes failed within 5 minutes
    And an Event "BackoffLimitExceeded" of Job "stubborn" says "Job has reached the specified backoff limit"
    And there are no Pods of Job "stubborn"
