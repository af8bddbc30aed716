Feature: Volumes decide where their Pods can go

  Background:
    Given a cluster with 2 nodes
    And the add-on "storage-provisioner" with:
      | provisioner     |
      | csi.example.com |
    And I apply:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: fast}
      provisioner: csi.example.com
      volumeBindingMode: WaitForFirstConsumer
      """

  Scenario: A node takes only so many volumes of a driver
    Given I apply:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: CSINode
      metadata: {name: node-1}
      spec: {drivers: [{name: csi.example.com, nodeID: node-1, topologyKeys: [], allocatable: {count: 1}}]}
      ---
      apiVersion: storage.k8s.io/v1
      kind: CSINode
      metadata: {name: node-2}
      spec: {drivers: [{name: csi.example.com, nodeID: node-2, topologyKeys: [], allocatable: {count: 1}}]}
      """
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 3
        podManagementPolicy: Parallel
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: c, image: "db:1", volumeMounts: [{name: data, mountPath: /data}]}]
        volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
      """
    And 1 minute passes
    Then StatefulSet "db" has 2 ready Pods
    And 2 Pods of StatefulSet "db" run on 2 different nodes
    And an Event "FailedScheduling" says "2 node(s) exceed max volume count"
    When node "node-3" joins
    Then within 1 minute StatefulSet "db" has 3 ready Pods

  Scenario: A claim that only one Pod may use keeps the second waiting
    Given I apply:
      """yaml
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: mine}
      spec: {accessModes: [ReadWriteOncePod], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: mine}}]
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: mine}}]
      """
    And 10 seconds pass
    Then Pod "first" is Running
    And Pod "second" is Pending
    And an Event "FailedScheduling" of Pod "second" says "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode"
    When I delete Pod "first"
    Then within 1 minute Pod "second" is Running
