Feature: A StatefulSet is a row of Pods, each with its number and its name
  Pods come in order, go in reverse order, and are replaced from the last one down.

  Background:
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 3
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: db:1}]}
      """

  Scenario: Pods start one after another and leave from the end
    Given the image "db:1" becomes ready after 5 seconds
    Then StatefulSet "db" becomes available within 1 minute
    And the Pods of StatefulSet "db" started one after another in order
    And the name "db-1.db.default.svc.cluster.local" resolves to 1 address
    When I scale StatefulSet "db" to 1 replica
    And the cluster settles
    Then there is a Pod "db-0"
    And there is no Pod "db-1"
    And an Event "SuccessfulDelete" of StatefulSet "db" says "delete Pod db-2 in StatefulSet db successful"

  Scenario: A Pod that dies comes back under its own name
    Given the cluster has settled
    When I delete Pod "db-1"
    Then within 1 minute Pod "db-1" is Running
    And StatefulSet "db" has 3 Pods

  Scenario: A partition is a canary: only the Pods from there on are new
    Given the cluster has settled
    When I patch StatefulSet "db" with:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {partition: 2}}
        template: {spec: {containers: [{name: db, image: db:2}]}}
      """
    And the cluster settles
    Then StatefulSet "db" has 1 updated Pod
    And the field "spec.containers[0].image" of Pod "db-2" is "db:2"
    And the field "spec.containers[0].image" of Pod "db-0" is "db:1"
    When I patch StatefulSet "db" with:
      """yaml
      spec: {updateStrategy: {rollingUpdate: {partition: 0}}}
      """
    Then StatefulSet "db" completes its rollout within 2 minutes
    And since I patch StatefulSet "db" at no time fewer than 2 Pods of StatefulSet "db" were ready

  Scenario: A broken revision stops the update, and repairing the template alone does not help
    Given the cluster has settled
    And the image "db:bad" does not exist
    When I set the image of container "db" in StatefulSet "db" to "db:bad"
    And 5 minutes pass
    Then within 10 seconds Pod "db-2" is ImagePullBackOff
    And StatefulSet "db" has 2 ready Pods
    When I set the image of container "db" in StatefulSet "db" to "db:2"
    And 5 minutes pass
    Then StatefulSet "db" has 2 ready Pods
    When I delete Pod "db-2"
    Then StatefulSet "db" completes its rollout within 2 minutes

  Scenario: A node that dies keeps its Pod's name until somebody is sure
    Given the cluster has settled
    And the cluster settles
    When node "node-1" crashes
    And 10 minutes pass
    Then StatefulSet "db" has 1 terminating Pod
    And StatefulSet "db" has 2 ready Pods
    When node "node-1" recovers
    Then within 2 minutes StatefulSet "db" has 3 ready Pods

  Scenario: In parallel nobody waits, and the numbers may begin elsewhere
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: cache}
      spec:
        serviceName: db
        replicas: 3
        podManagementPolicy: Parallel
        ordinals: {start: 5}
        selector: {matchLabels: {app: cache}}
        template:
          metadata: {labels: {app: cache}}
          spec: {containers: [{name: cache, image: cache:1}]}
      """
    And the cluster settles
    Then there is a Pod "cache-7"
    And there is no Pod "cache-0"
    And StatefulSet "cache" has 3 ready Pods
