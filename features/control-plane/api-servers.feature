Feature: Several API servers, and each says that it is there
  Each API server holds a Lease of its own in kube-system and renews it every 10 seconds. One that stays away is forgotten:
  its Lease, an hour old, is collected.

  Background:
    Given a cluster with 2 nodes
    And a highly available control plane with 3 replicas
    And I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled

  Scenario: One of three may crash, and nobody notices
    When the API server on "control-plane-2" crashes
    And I scale Deployment "web" to 4 replicas
    Then within 30 seconds Deployment "web" has 4 ready Pods
    And there are 2 ready nodes

  Scenario: Without any of them nothing can be asked
    When the API server on "control-plane-1" crashes
    And the API server on "control-plane-2" crashes
    And the API server on "control-plane-3" crashes
    And I try to scale Deployment "web" to 4 replicas
    Then it is refused with "the server is currently unable to handle the request"
    When the API server on "control-plane-3" starts again
    And 30 seconds pass
    And I scale Deployment "web" to 4 replicas
    Then within 30 seconds Deployment "web" has 4 ready Pods

  Scenario: The Lease of a server that stays away is collected
    When I run `kubectl get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o jsonpath='{.items[*].metadata.labels.kubernetes\.io/hostname}'`
    Then the output contains "control-plane-1"
    And the output contains "control-plane-2"
    And the output contains "control-plane-3"
    When the API server on "control-plane-1" crashes
    And the API server on "control-plane-2" crashes
    And 150 minutes pass
    And I run `kubectl get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o jsonpath='{.items[*].metadata.labels.kubernetes\.io/hostname}'`
    Then the output is:
      """
      control-plane-3
      """

  Scenario: A server that comes back takes its own Lease again
    When the API server on "control-plane-2" crashes
    And 5 minutes pass
    And the API server on "control-plane-2" starts again
    And 1 minute passes
    And I run `kubectl get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o jsonpath='{range .items[*]}{.metadata.labels.kubernetes\.io/hostname} {.spec.leaseDurationSeconds}{"\n"}{end}'`
    Then the output contains "control-plane-1 3600"
    And the output contains "control-plane-2 3600"
    And the output contains "control-plane-3 3600"
