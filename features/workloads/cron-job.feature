Feature: A CronJob makes a Job whenever its calendar says so
  The cluster's time begins on a Monday at midnight, UTC.

  Background:
    Given a cluster with 1 node
    And the image "report:1" completes after 90 seconds

  Scenario Outline: While the last run is still going, <policy> decides
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '* * * * *'
        concurrencyPolicy: <policy>
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    And 5 minutes pass
    Then CronJob "report" is active
    And at no time more than <most> Pods of CronJob "report" were active

    Examples:
      | policy  | most |
      | Allow   | 2    |
      | Forbid  | 1    |
      | Replace | 1    |

  Scenario: Only so many finished Jobs are kept
    Given the image "quick:1" completes after 2 seconds
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: quick}
      spec:
        schedule: '*/5 * * * *'
        successfulJobsHistoryLimit: 2
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: quick:1}]}}}
      """
    And 1 hour passes
    Then there are 2 Jobs of CronJob "quick"
    And an Event "SawCompletedJob" of CronJob "quick" says "condition: Complete"

  Scenario: Nine in the morning in Seoul is midnight in UTC
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: morning}
      spec:
        schedule: '0 9 * * *'
        timeZone: Asia/Seoul
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    And 23 hours pass
    Then there are no Jobs of CronJob "morning"
    When 2 hours pass
    Then there is 1 Job of CronJob "morning"
    And the field "status.lastScheduleTime" of CronJob "morning" is "2026-01-06T00:00:00Z"

  Scenario: What was missed while nobody looked starts once, if its deadline allows
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '0 * * * *'
        startingDeadlineSeconds: 600
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    And 30 minutes pass
    And the leader of "kube-controller-manager" crashes
    And 45 minutes pass
    And "kube-controller-manager" starts again
    And 5 minutes pass
    Then there are no Jobs of CronJob "report"
    When 45 minutes pass
    Then there is 1 Job of CronJob "report"

  Scenario: A suspended CronJob starts nothing, except by hand
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '* * * * *'
        suspend: true
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    And 1 hour passes
    Then CronJob "report" is suspended
    And there are no Jobs of CronJob "report"
    When I run `kubectl create job now --from=cronjob/report`
    Then Job "now" becomes complete within 3 minutes

  Scenario: A calendar knows weekdays, ranges and steps
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '*/20 9-10 * * MON-WED'
        successfulJobsHistoryLimit: 20
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    And 24 hours pass
    Then there are 6 Jobs of CronJob "report"
    And the field "status.lastScheduleTime" of CronJob "report" is "2026-01-05T10:40:00Z"
    When 6 days pass
    Then there are 18 Jobs of CronJob "report"
    And the field "status.lastScheduleTime" of CronJob "report" is "2026-01-07T10:40:00Z"

  Scenario: Of failed Jobs the last one is kept, for whoever asks why
    Given the image "broken:1" exits with code 1 after 2 seconds
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: broken}
      spec:
        schedule: '*/5 * * * *'
        jobTemplate:
          spec:
            backoffLimit: 0
            template: {spec: {restartPolicy: Never, containers: [{name: c, image: broken:1}]}}
      """
    And 1 hour passes
    Then there is 1 Job of CronJob "broken"
    And 1 Pod of CronJob "broken" is Error
    And an Event "SawCompletedJob" of CronJob "broken" says "condition: Failed"
