Feature: A running Pod gets other resources without a new Pod

  Background:
    Given a cluster with 1 node of 4 CPUs and 8Gi memory each
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - name: web
            image: nginx:1.27
            resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {memory: 1Gi}}
            resizePolicy:
              - {resourceName: cpu, restartPolicy: NotRequired}
              - {resourceName: memory, restartPolicy: RestartContainer}
      """
    And Pod "web" becomes ready within 1 minute

  Scenario: More CPU comes in place: no container restarts
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"2"}}}]}}'`
    Then the output is:
      """
      pod/web patched
      """
    And within 10 seconds the field "status.containerStatuses[0].resources.requests.cpu" of Pod "web" is "2"
    And an Event "ResizeCompleted" of Pod "web" says "Pod resize completed"
    And Pod "web" has not restarted

  Scenario: Where its policy says so, the container restarts with its new size
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"2Gi"}}}]}}'`
    Then within 1 minute Pod "web" has restarted 1 time
    And an Event "Killing" of Pod "web" says "Container web resize requires restart"
    And the field "status.containerStatuses[0].resources.limits.memory" of Pod "web" is "2Gi"

  Scenario: What does not fit beside the others waits until it does
    Given I run `kubectl run neighbour --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"neighbour","image":"nginx:1.27","resources":{"requests":{"cpu":"2"}}}]}}'`
    And the cluster has settled
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}'`
    And 10 seconds pass
    Then Pod "web" matches:
      """yaml
      status:
        (conditions[?type == 'PodResizePending'].reason): [Deferred]
        containerStatuses: [{allocatedResources: {cpu: 500m}}]
      """
    When I delete Pod "neighbour"
    Then within 1 minute the field "status.containerStatuses[0].allocatedResources.cpu" of Pod "web" is "3"

  Scenario: What the node could never grant is infeasible, and the scheduler does not count it
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"64"}}}]}}'`
    And 10 seconds pass
    Then Pod "web" matches:
      """yaml
      status:
        (conditions[?type == 'PodResizePending'].reason): [Infeasible]
      """
    When I run `kubectl run neighbour --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"neighbour","image":"nginx:1.27","resources":{"requests":{"cpu":"3"}}}]}}'`
    Then Pod "neighbour" becomes ready within 1 minute

  Scenario: The scheduler counts what a Pod asks for already, though it has not got it
    Given I run `kubectl run neighbour --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"neighbour","image":"nginx:1.27","resources":{"requests":{"cpu":"2"}}}]}}'`
    And the cluster has settled
    When I run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}'`
    And I run `kubectl run late --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"late","image":"nginx:1.27","resources":{"requests":{"cpu":"1"}}}]}}'`
    And 10 seconds pass
    Then an Event "FailedScheduling" of Pod "late" says "1 Insufficient cpu"

  Scenario: The class of a Pod's service never changes, and resources change by this subresource alone
    When I try to run `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1","memory":"1Gi"},"limits":{"cpu":"1","memory":"1Gi"}}}]}}'`
    Then it is refused with "Pod QOS Class may not change as a result of resizing"
    When I try to run `kubectl patch pod web -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1"}}}]}}'`
    Then it is refused with "pod updates may not change fields other than"
