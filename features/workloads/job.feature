Feature: A Job runs Pods until enough of them have succeeded

  Background:
    Given a cluster with 2 nodes
    And the image "work:1" completes after 30 seconds
    And the image "fail:1" exits with code 3 after 5 seconds

  Scenario: Five completions, two at a time
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completions: 5
        parallelism: 2
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    Then Job "work" becomes complete within 5 minutes
    And it took between 90 seconds and 2 minutes
    And at no time more than 2 Pods of Job "work" were active
    And Job "work" matches:
      """yaml
      status: {succeeded: 5, ready: 0, terminating: 0}
      """

  Scenario: An indexed Job gives each Pod its number
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: shards}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'echo "shard $JOB_COMPLETION_INDEX"']}
      """
    Then Job "shards" becomes complete within 1 minute
    And the field "status.completedIndexes" of Job "shards" is "0-2"
    And the log of Job "shards" contains "shard 2"

  Scenario: Retries wait 10 s, then 20, then 40, and then the Job gives up
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: stubborn}
      spec:
        backoffLimit: 3
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: fail:1}]}}
      """
    Then Job "stubborn" becomes failed within 10 minutes
    And it took between 90 seconds and 2 minutes
    And an Event "BackoffLimitExceeded" of Job "stubborn" says "Job has reached the specified backoff limit"
    And the field "status.failed" of Job "stubborn" is 4

  Scenario: Some exit codes are worth no retry
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: picky}
      spec:
        backoffLimit: 6
        podFailurePolicy:
          rules: [{action: FailJob, onExitCodes: {operator: In, values: [3]}}]
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: fail:1}]}}
      """
    Then Job "picky" becomes failed within 1 minute
    And an Event "PodFailurePolicy" of Job "picky" says "failed with exit code 3 matching FailJob rule at index 0"
    And the field "status.failed" of Job "picky" is 1

  Scenario: One bad index does not take the others down
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: shards}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        backoffLimitPerIndex: 1
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'if [ $JOB_COMPLETION_INDEX = 1 ]; then exit 1; fi']}
      """
    Then Job "shards" becomes failed within 5 minutes
    And Job "shards" matches:
      """yaml
      status: {completedIndexes: '0,2', failedIndexes: '1', failed: 2}
      """
    And an Event "FailedIndexes" of Job "shards" says "Job has failed indexes"

  Scenario: The leader's success is enough
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: crew}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        successPolicy: {rules: [{succeededIndexes: '0'}]}
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'if [ $JOB_COMPLETION_INDEX = 0 ]; then sleep 5; else sleep 3600; fi']}
      """
    Then Job "crew" becomes complete within 2 minutes
    And the field "status.succeeded" of Job "crew" is 1
    And the field "status.conditions[0].reason" of Job "crew" is "SuccessPolicy"

  Scenario: A deadline ends what takes too long, and time cleans up
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: slow}
      spec:
        activeDeadlineSeconds: 60
        ttlSecondsAfterFinished: 300
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '3600']}]}
      """
    Then Job "slow" becomes failed within 2 minutes
    And an Event "DeadlineExceeded" of Job "slow" says "Job was active longer than specified deadline"
    When 6 minutes pass
    Then there is no Job "slow"

  Scenario: A suspended Job waits, and starts anew when it is resumed
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: later}
      spec:
        suspend: true
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    And 10 minutes pass
    Then Job "later" is suspended
    And the field "status.active" of Job "later" is absent
    When I patch Job "later" with:
      """yaml
      spec: {suspend: false}
      """
    Then Job "later" becomes complete within 1 minute
    And an Event "Resumed" of Job "later" says "Job resumed"
