Feature: How a container ended stands in its Pod
  A code, a reason, and what it wanted to say. Whether it starts again is the restart policy's, how soon the back-off's.

  Background:
    Given a cluster with 1 node

  Scenario Outline: <command> ends with <code> and is <reason>
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        containers: [{name: c, image: busybox:1.36, command: [sh, -c, '<command>']}]
      """
    And 30 seconds pass
    Then Pod "app" matches:
      """yaml
      status:
        phase: <phase>
        containerStatuses: [{state: {terminated: {exitCode: <code>, reason: <reason>}}}]
      """

    Examples:
      | command               | code | reason    | phase     |
      | true                  | 0    | Completed | Succeeded |
      | exit 3                | 3    | Error     | Failed    |
      | false \|\| sleep 5    | 0    | Completed | Succeeded |
      | sleep 5 && false      | 1    | Error     | Failed    |

  Scenario: Its last words are in a file of its own, or at the end of its log
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        containers:
          - name: writes
            image: busybox:1.36
            command: [sh, -c, 'echo "disk is full" > /dev/termination-log; exit 1']
          - name: logs
            image: busybox:1.36
            command: [sh, -c, 'echo "no such user"; exit 1']
            terminationMessagePolicy: FallbackToLogsOnError
          - name: silent
            image: busybox:1.36
            command: [sh, -c, 'echo "nobody will know"; exit 1']
      """
    And 10 seconds pass
    Then Pod "app" matches:
      """yaml
      status:
        containerStatuses:
          - {name: logs, state: {terminated: {message: "no such user\n"}}}
          - {name: silent, state: {terminated: {(message): null}}}
          - {name: writes, state: {terminated: {message: "disk is full\n"}}}
      """

  Scenario: A container that ran for ten minutes may crash as if it had never crashed before
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec: {containers: [{name: c, image: busybox:1.36, command: [sh, -c, 'sleep 660; exit 1']}]}
      """
    And 1 hour passes
    Then Pod "app" has restarted 5 times
    And no Pod of Pod "app" is CrashLoopBackOff

  Scenario: A Pod has so much time and no more
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        activeDeadlineSeconds: 60
        terminationGracePeriodSeconds: 5
        containers: [{name: c, image: busybox:1.36, command: [sleep, '3600']}]
      """
    And 90 seconds pass
    Then Pod "app" matches:
      """yaml
      status: {phase: Failed, reason: DeadlineExceeded, message: Pod was active on the node longer than the specified deadline}
      """
    And there is a Pod "app"

  Scenario: A loop in the shell counts to five
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        containers:
          - name: c
            image: busybox:1.36
            command: [sh, -c, 'i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo "$i"; sleep 10; done']
      """
    Then Pod "app" becomes complete within 1 minute
    And it took between 50 seconds and 52 seconds
    When I run `kubectl logs app --tail=1`
    Then the output is:
      """
      5
      """
