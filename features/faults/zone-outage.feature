Feature: A zone goes down, and the others carry on
  Two nodes in each of three zones. When a zone is lost, a third of the Pods are gone until they are replaced elsewhere.

  Background:
    Given a cluster with 6 nodes across zones "a", "b", "c"
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 6
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: web}}
            tolerations:
              - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
            containers: [{name: web, image: "web:1"}]
      """
    And the cluster has settled

  Scenario: Pods with a short toleration are soon elsewhere
    When zone "a" goes down
    Then node "node-1" becomes NotReady within 1 minute
    And node "node-4" is NotReady
    And Deployment "web" has 4 ready Pods
    And within 2 minutes Deployment "web" has 6 ready Pods
    And no Pod of Deployment "web" runs in zone "a"
    And since zone "a" goes down at all times at least 4 Pods of Deployment "web" were ready

  Scenario: A zone that comes back is used again
    When zone "a" goes down
    And 5 minutes pass
    And zone "a" comes back
    Then node "node-1" becomes Ready within 1 minute
    When I restart the rollout of Deployment "web"
    Then Deployment "web" completes its rollout within 2 minutes
    And at least 1 Pod of Deployment "web" runs in zone "a"
