Feature: What containers write outlives them where somebody collects it
  A log belongs to its Pod, and goes with it. With logging for the whole cluster, a collector on every node carries each line to a store.

  Background:
    Given a cluster with 2 nodes
    And the add-on "logging"
    And the cluster has settled

  Scenario: The log of a Pod that is gone is still in the store
    Given I run `kubectl run hello --image=busybox:1.36 --restart=Never -- sh -c 'echo "Hello, Kubernetes!"; sleep 30'`
    When 10 seconds pass
    And I delete Pod "hello"
    And I try to run `kubectl logs hello`
    Then it is refused with "pods \"hello\" not found"
    And the log of Deployment "kube-system/log-store" contains "default/hello/hello: Hello, Kubernetes!"

  Scenario: A collector stands on every node, also on one that joins
    Then every Pod of DaemonSet "kube-system/fluentd" runs on its own node
    When node "node-3" joins
    And the cluster settles
    And I run `kubectl run late --image=busybox:1.36 --restart=Never --overrides='{"spec":{"nodeName":"node-3"}}' -- echo "from the new node"`
    And 10 seconds pass
    Then the log of Deployment "kube-system/log-store" contains "default/late/late: from the new node"

  Scenario: While the store is away nothing is lost, only late
    Given I run `kubectl scale deployment log-store --namespace=kube-system --replicas=0`
    And the cluster has settled
    And I run `kubectl run hello --image=busybox:1.36 --restart=Never -- sh -c 'echo "is anybody there?"; sleep 600'`
    And 1 minute passes
    When I run `kubectl scale deployment log-store --namespace=kube-system --replicas=1`
    And 10 seconds pass
    Then the log of Deployment "kube-system/log-store" contains "default/hello/hello: is anybody there?"
