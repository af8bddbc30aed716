Feature: A container may do something when it starts and before it ends

  Background:
    Given a cluster with 1 node

  Scenario: Until the hook after its start is through it does not count as running
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: app:1
            lifecycle: {postStart: {exec: {command: [sleep, '20']}}}
      """
    When 15 seconds pass
    Then Pod "app" is ContainerCreating
    When 10 seconds pass
    Then Pod "app" is Running

  Scenario: A hook that fails after the start ends the container, which starts again
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        terminationGracePeriodSeconds: 1
        containers:
          - name: c
            image: app:1
            lifecycle: {postStart: {exec: {command: ['false']}}}
      """
    When 1 minute passes
    Then an Event "FailedPostStartHook" of Pod "app" says "PostStartHook failed"
    And Pod "app" has restarted at least 1 time

  Scenario: The hook before the end and the program share one grace period
    Given the image "app:1" takes 20 seconds to stop
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        terminationGracePeriodSeconds: 30
        containers:
          - name: c
            image: app:1
            lifecycle: {preStop: {sleep: {seconds: 15}}}
      """
    And the cluster has settled
    When I delete Pod "app"
    Then it took between 29 seconds and 32 seconds

  Scenario: Whoever deletes it in force does not wait for anybody
    Given the image "app:1" takes 20 seconds to stop
    And I run `kubectl run app --image=app:1`
    And the cluster has settled
    When I run `kubectl delete pod app --grace-period=0 --force`
    Then it took at most 2 seconds
    And there is no Pod "app"

  Scenario: A hook that says goodbye to its neighbour is heard
    Given the image "app:1" takes 10 seconds to stop
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        volumes: [{name: shared, emptyDir: {}}]
        containers:
          - name: c
            image: app:1
            lifecycle: {preStop: {exec: {command: [sh, -c, 'echo goodbye > /shared/last']}}}
            volumeMounts: [{name: shared, mountPath: /shared}]
          - name: reader
            image: busybox:1.36
            command: [sh, -c, "trap 'cat /shared/last; exit 0' TERM; while true; do sleep 1; done"]
            lifecycle: {preStop: {sleep: {seconds: 2}}}
            volumeMounts: [{name: shared, mountPath: /shared}]
      """
    And the cluster has settled
    When I run `kubectl delete pod app --wait=false`
    And 5 seconds pass
    And I run `kubectl logs app --container=reader`
    Then the output is:
      """
      goodbye
      """
