Feature: Probes ask containers how they are
  A startup probe comes first; then readiness decides about traffic, liveness about life. Each asks by HTTP, TCP, gRPC or a command.

  Background:
    Given a cluster with 1 node

  Scenario Outline: A container that does not answer its liveness probe by <kind> is started again
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: app:1
            ports: [{containerPort: 8080}]
            livenessProbe: {<probe>, periodSeconds: 5, failureThreshold: 3}
      """
    And 1 minute passes
    And Pod "app" has not restarted
    When Pod "app" stops answering its liveness probe
    And 1 minute passes
    Then Pod "app" has restarted 1 time
    And an Event "Unhealthy" of Pod "app" says "Liveness probe failed: <words>"
    And an Event "Killing" of Pod "app" says "Container c failed liveness probe, will be restarted"

    Examples:
      | kind    | probe                                 | words                              |
      | HTTP    | httpGet: {path: /healthz, port: 8080} | Get                                |
      | TCP     | tcpSocket: {port: 8080}               | dial tcp 10.244.1.2:8080           |
      | gRPC    | grpc: {port: 8080}                    | timeout: failed to connect service |
      | command | exec: {command: [check]}              | command timed out                  |

  Scenario: A command asks for a file: when it goes, the container is started again
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: busybox:1.36
            command: [sh, -c, 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600']
            livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}
      """
    When 38 seconds pass
    Then Pod "app" has not restarted
    And an Event "Unhealthy" of Pod "app" says "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory"
    When 50 seconds pass
    Then Pod "app" has restarted 1 time

  Scenario: A startup probe gives it time, and no other probe asks before
    Given the image "slow:1" becomes ready after 90 seconds
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: slow:1
            startupProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 12}
            livenessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 5, failureThreshold: 1}
      """
    When 80 seconds pass
    Then the field "status.containerStatuses[0].started" of Pod "app" is "false"
    When 30 seconds pass
    Then the field "status.containerStatuses[0].started" of Pod "app" is "true"
    And Pod "app" has not restarted
    And there is no Event "Killing" of Pod "app"

  Scenario: Once ready it takes three failures to be unready, and as many successes as it says to be ready again
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: app:1
            readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 10, failureThreshold: 3, successThreshold: 2}
      """
    And 1 minute passes
    And Pod "app" is ready
    When Pod "app" stops answering its readiness probe
    And 15 seconds pass
    Then Pod "app" is ready
    When 20 seconds pass
    Then the field "status.conditions[?(@.type=='Ready')].reason" of Pod "app" is "ContainersNotReady"
    When Pod "app" answers its readiness probe again
    And 8 seconds pass
    Then the field "status.conditions[?(@.type=='Ready')].status" of Pod "app" is "False"
    And within 15 seconds Pod "app" is ready
