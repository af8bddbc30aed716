Feature: A container may be restarted by rules of its own
  A Pod has one restart policy. Where ContainerRestartRules is on, each container may have another, and rules for single
  exit codes: the first rule that speaks of the exit code decides, then the container's policy, then that of its Pod.

  Background:
    Given a cluster with 1 node
    And the feature gate "ContainerRestartRules" is on

  Scenario: One exit code means try again, any other is the end
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: trainer}
      spec:
        restartPolicy: Never
        volumes: [{name: state, emptyDir: {}}]
        containers:
          - name: train
            image: busybox:1
            command: [sh, -c, 'sleep 5; if test -f /state/checkpoint; then exit 7; fi; touch /state/checkpoint; exit 42']
            volumeMounts: [{name: state, mountPath: /state}]
            restartPolicy: Never
            restartPolicyRules:
              - {action: Restart, exitCodes: {operator: In, values: [42]}}
      """
    And 8 seconds pass
    Then Pod "trainer" is Running
    And Pod "trainer" has restarted 1 time
    When 10 seconds pass
    Then Pod "trainer" is Error
    And Pod "trainer" matches:
      """yaml
      status:
        phase: Failed
        containerStatuses: [{restartCount: 1, state: {terminated: {exitCode: 7}}, lastState: {terminated: {exitCode: 42}}}]
      """

  Scenario: A task that runs once beside a server that always runs
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - {name: server, image: web:1}
          - {name: warm-up, image: busybox:1, command: [sleep, '5'], restartPolicy: Never}
      """
    And 10 minutes pass
    Then Pod "web" is NotReady
    And Pod "web" has not restarted
    And Pod "web" matches:
      """yaml
      status:
        phase: Running
        (containerStatuses[?name == 'warm-up'].state.terminated.reason): [Completed]
      """

  Scenario: An init container that may fail only once, in a Pod that always starts again
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: strict}
      spec:
        initContainers:
          - {name: check, image: busybox:1, command: ['false'], restartPolicy: Never}
        containers: [{name: server, image: web:1}]
      """
    And the cluster settles
    Then Pod "strict" is Init:Error
    And the field "status.phase" of Pod "strict" is "Failed"
    And Pod "strict" has not restarted

  Scenario: An init container that tries until it succeeds, in a Pod that never starts again
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec:
        restartPolicy: Never
        volumes: [{name: state, emptyDir: {}}]
        initContainers:
          - name: wait-for-database
            image: busybox:1
            command: [sh, -c, 'test -f /state/tried || { touch /state/tried; exit 1; }']
            volumeMounts: [{name: state, mountPath: /state}]
            restartPolicy: OnFailure
        containers: [{name: server, image: busybox:1, command: [sleep, '5']}]
      """
    And 1 minute passes
    Then Pod "patient" is Completed

  Scenario: Each try waits twice as long as the one before
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: eager}
      spec:
        restartPolicy: Never
        containers:
          - name: work
            image: busybox:1
            command: ['false']
            restartPolicy: Never
            restartPolicyRules: [{action: Restart, exitCodes: {operator: NotIn, values: [0]}}]
      """
    And 2 minutes pass
    Then Pod "eager" is CrashLoopBackOff
    And Pod "eager" has restarted 4 times
    And an Event "BackOff" of Pod "eager" says "Back-off restarting failed container work"

  Scenario: A Job does not count what its container takes on itself
    When I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: once}
      spec:
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            volumes: [{name: state, emptyDir: {}}]
            containers:
              - name: work
                image: busybox:1
                command: [sh, -c, 'test -f /state/tried || { touch /state/tried; exit 3; }']
                volumeMounts: [{name: state, mountPath: /state}]
                restartPolicy: Never
                restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [3]}}]
      """
    Then within 1 minute Job "once" is complete
    And the field "status.failed" of Job "once" is absent

  Scenario Outline: Not every rule makes sense: <container>
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: odd}
      spec:
        containers: [{name: c, image: web:1, <container>}]
      """
    Then it is refused with "<why>"

    Examples:
      | container                                                                             | why                                                                                                      |
      | restartPolicy: Sometimes                                                              | spec.containers[0].restartPolicy: Unsupported value                                                      |
      | restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]       | spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used |
      | restartPolicy: Never, restartPolicyRules: [{action: Restart}]                         | spec.containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified                    |
      | restartPolicy: Never, restartPolicyRules: [{action: Stop, exitCodes: {operator: In}}] | spec.containers[0].restartPolicyRules[0].action: Unsupported value                                       |

  Scenario: While the gate is off, a container that runs has no policy of its own
    Given the feature gate "ContainerRestartRules" is off
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: server, image: web:1, restartPolicy: Never}]
      """
    Then it is refused with "spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers"
