Feature: A ReplicationController is a ReplicaSet of the old days

  Scenario: It keeps its number, gives up the newest first, and may leave its Pods behind
    Given a cluster with 2 nodes
    When I apply:
      """yaml
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: old}
      spec:
        replicas: 3
        template:
          metadata: {labels: {app: old}}
          spec: {containers: [{name: c, image: old:1}]}
      """
    Then within 1 minute ReplicationController "old" has 3 ready Pods
    When I scale ReplicationController "old" to 1 replica
    And the cluster settles
    Then ReplicationController "old" has 1 Pod
    When I run `kubectl delete rc old --cascade=orphan`
    And the cluster settles
    And I run `kubectl get pods -l app=old`
    Then the output contains "1/1"
