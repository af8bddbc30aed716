Feature: kubectl looks into Pods, and runs what is needed for a moment

  Background:
    Given a cluster with 2 nodes
    And I run `kubectl run web --image=nginx`
    And the cluster has settled

  Scenario: A container joins a running Pod
    When I run `kubectl debug web --image=busybox -c look --profile=general -- sleep 1h`
    Then within 1 minute Pod "web" matches:
      """yaml
      status:
        (ephemeralContainerStatuses[0].state.running != null): true
      """
    When I run `kubectl exec web -c look -- hostname`
    Then the output contains "web"

  Scenario: A copy is debugged, and the Pod stays as it is
    When I run `kubectl debug web --copy-to=web-copy --set-image=web=busybox`
    Then the field "spec.containers[0].image" of Pod "web-copy" is "busybox"
    And the field "spec.containers[0].image" of Pod "web" is "nginx"

  Scenario: A Pod on a node sees the node's files and its namespaces
    When I run `kubectl debug node/node-1 --image=busybox --profile=sysadmin`
    Then the output contains "Creating debugging pod node-debugger-node-1-"
    When I run `kubectl get pods -l app.kubernetes.io/managed-by=kubectl-debug -o jsonpath={.items[0].spec.hostPID}`
    Then the output contains "true"

  Scenario: A command runs in a Pod of its own, which is gone afterwards
    When I run `kubectl run once --image=busybox --rm -i --restart=Never -- sh -c 'sleep 2; echo done'`
    Then the output contains "done"
    And the output contains "pod \"once\" deleted from default namespace"

  Scenario: A log is followed until its container ends
    Given I run `kubectl run count --image=busybox --restart=Never -- sh -c 'echo one; sleep 30; echo two'`
    And 5 seconds pass
    When I run `kubectl logs -f count`
    Then the output is:
      """
      one
      two
      """
