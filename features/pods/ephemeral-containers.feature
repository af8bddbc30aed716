Feature: A container for debugging joins a Pod that runs

  Background:
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: web, image: "distroless/web:1"}]
      """
    And Pod "web" becomes ready within 1 minute

  Scenario: It runs beside the others, and what it says can be read
    When I run `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox","command":["sh","-c","echo hello from inside && sleep 3600"]}]}}'`
    Then within 30 seconds Pod "web" matches:
      """yaml
      status:
        (ephemeralContainerStatuses[0].state.running != null): true
      """
    And an Event "Started" of Pod "web" says "Started container look"
    And Pod "web" is Running
    When I run `kubectl logs web -c look`
    Then the output is:
      """
      hello from inside
      """

  Scenario: It is never started again, and the Pod does not care
    When I run `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox","command":["sh","-c","exit 3"]}]}}'`
    And 5 minutes pass
    Then Pod "web" matches:
      """yaml
      status:
        phase: Running
        ephemeralContainerStatuses:
          - {name: look, restartCount: 0, state: {terminated: {exitCode: 3, reason: Error}}}
      """
    And Pod "web" is ready

  Scenario: It helps where the Pod itself does not come up
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: stuck}
      spec:
        initContainers: [{name: wait, image: busybox, command: [sleep, infinity]}]
        containers: [{name: web, image: "distroless/web:1"}]
      """
    And 10 seconds pass
    When I run `kubectl patch pod stuck --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox","command":["sleep","3600"]}]}}'`
    Then within 30 seconds Pod "stuck" matches:
      """yaml
      status:
        (ephemeralContainerStatuses[0].state.running != null): true
      """
    And Pod "stuck" is Init:0/1

  Scenario: It cannot be taken out or changed, and it may ask for no resources
    Given I run `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox"}]}}'`
    When I try to run `kubectl patch pod web --subresource ephemeralcontainers --type json -p '[{"op":"remove","path":"/spec/ephemeralContainers/0"}]'`
    Then it is refused with "existing ephemeral containers \"look\" may not be removed"
    When I try to run `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"big","image":"busybox","resources":{"requests":{"cpu":"1"}}}]}}'`
    Then it is refused with "cannot be set for an Ephemeral Container"
