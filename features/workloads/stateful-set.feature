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

  Scenario: Two may be missing at once, if the strategy allows it
    Given the feature gate "MaxUnavailableStatefulSet" is on
    And the cluster has settled
    And the image "db:2" becomes ready after 10 seconds
    When I patch StatefulSet "db" with:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {maxUnavailable: 2}}
        template: {spec: {containers: [{name: db, image: db:2}]}}
      """
    And 5 seconds pass
    Then StatefulSet "db" has 1 ready Pod
    And StatefulSet "db" completes its rollout within 1 minute
    And since I patch StatefulSet "db" at no time fewer than 1 Pod of StatefulSet "db" was ready

  Scenario: The next Pod waits until the last one has been ready for a while
    Given the cluster has settled
    And 1 minute passes
    When I patch StatefulSet "db" with:
      """yaml
      spec: {minReadySeconds: 30, replicas: 5}
      """
    And 20 seconds pass
    Then there is a Pod "db-3"
    And there is no Pod "db-4"
    And StatefulSet "db" has 4 ready Pods
    And within 20 seconds there is a Pod "db-4"

  Scenario: Nobody leaves while somebody before it is not well
    Given I patch StatefulSet "db" with:
      """yaml
      spec: {template: {spec: {containers: [{name: db, readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 5}}]}}}
      """
    And the cluster has settled
    When Pod "db-0" stops answering its readiness probe
    And 20 seconds pass
    And I scale StatefulSet "db" to 1 replica
    And 5 minutes pass
    Then StatefulSet "db" has 3 Pods
    When Pod "db-0" answers its readiness probe again
    Then within 1 minute StatefulSet "db" has 1 Pod

  Scenario: A set remembers its revisions and goes back to one
    Given the cluster has settled
    When I set the image of container "db" in StatefulSet "db" to "db:2"
    Then StatefulSet "db" completes its rollout within 1 minute
    And there are 2 ControllerRevisions of StatefulSet "db"
    When I roll back StatefulSet "db" to revision 1
    Then StatefulSet "db" completes its rollout within 1 minute
    And the field "spec.containers[0].image" of Pod "db-0" is "db:1"
    And there are 2 ControllerRevisions of StatefulSet "db"

  Scenario: OnDelete replaces only what somebody deletes
    Given I patch StatefulSet "db" with:
      """yaml
      spec: {updateStrategy: {type: OnDelete, rollingUpdate: null}}
      """
    And the cluster has settled
    When I set the image of container "db" in StatefulSet "db" to "db:2"
    And 10 minutes pass
    Then the field "spec.containers[0].image" of Pod "db-1" is "db:1"
    When I delete Pod "db-1"
    And the cluster settles
    Then the field "spec.containers[0].image" of Pod "db-1" is "db:2"
    And the field "spec.containers[0].image" of Pod "db-2" is "db:1"

  Scenario Outline: When a set grows smaller or goes, its claims <scaled> or <deleted>
    Given the add-on "storage-provisioner" with:
      | provisioner      |
      | disk.example.com |
    And I apply:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
      provisioner: disk.example.com
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: store}
      spec:
        serviceName: db
        replicas: 2
        persistentVolumeClaimRetentionPolicy: {whenScaled: <scaled>, whenDeleted: <deleted>}
        selector: {matchLabels: {app: store}}
        template:
          metadata: {labels: {app: store}}
          spec:
            containers: [{name: c, image: "store:1", volumeMounts: [{name: data, mountPath: /data}]}]
        volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """
    And within 1 minute StatefulSet "store" has 2 ready Pods
    And PersistentVolumeClaim "data-store-1" is bound
    When I scale StatefulSet "store" to 1 replica
    And the cluster settles
    Then there are <then> PersistentVolumeClaims
    When I delete StatefulSet "store"
    And the cluster settles
    Then there are <last> PersistentVolumeClaims

    Examples:
      | scaled | deleted | then | last |
      | Retain | Retain  | 2    | 2    |
      | Delete | Retain  | 1    | 1    |
      | Retain | Delete  | 2    | 0    |
      | Delete | Delete  | 1    | 0    |
