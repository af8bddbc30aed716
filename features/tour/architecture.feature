Feature: Each component does one thing, and all meet in the API server
  A Deployment is written; some seconds later containers run. Nobody told anybody what to do: each watches what concerns it and writes what it has done.

  Background:
    Given a cluster with 2 nodes

  Scenario: From a Deployment to a container, hand over hand
    When I run `kubectl create deployment web --image=web:1`
    And the cluster settles
    Then an Event "ScalingReplicaSet" of Deployment "web" says "Scaled up replica set"
    When I run `kubectl get events -o custom-columns=WHO:.source.component,NEW:.reportingComponent,WHAT:.reason --sort-by=.metadata.creationTimestamp`
    Then the output contains "deployment-controller"
    And the output contains "replicaset-controller"
    And the output contains "default-scheduler"
    And the output contains "kubelet"

  Scenario: Without controllers a Deployment is a wish
    Given "kube-controller-manager" crashes
    When I run `kubectl create deployment web --image=web:1`
    And 10 minutes pass
    Then there is a Deployment "web"
    And there are no ReplicaSets
    When "kube-controller-manager" starts again
    Then within 1 minute Deployment "web" has 1 ready Pod

  Scenario: Without a scheduler a Pod has no place
    Given "kube-scheduler" crashes
    When I run `kubectl create deployment web --image=web:1`
    And 10 minutes pass
    Then Deployment "web" has 1 pending Pod
    And Deployment "web" has no scheduled Pods
    When "kube-scheduler" starts again
    Then within 1 minute Deployment "web" has 1 ready Pod

  Scenario: Without a kubelet a Pod has a place and does not run
    Given I cordon node "node-2"
    And the kubelet of node "node-1" stops
    When I run `kubectl create deployment web --image=web:1`
    And 20 seconds pass
    Then Deployment "web" has 1 scheduled Pod
    And Deployment "web" has no running Pods
    When the kubelet of node "node-1" starts again
    Then within 1 minute Deployment "web" has 1 ready Pod

  Scenario: Without the API server what runs, runs on, and nothing changes
    Given I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled
    When the API server is unavailable
    And I try to run `kubectl scale deployment web --replicas=5`
    Then it is refused with "the server is currently unable to handle the request"
    When a container of Deployment "web" is killed
    And 1 minute passes
    And the API server is available again
    And 10 seconds pass
    Then Deployment "web" has 2 ready Pods
    And 1 Pod of Deployment "web" has restarted
