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

  Scenario: A volume that can only be reached from one zone keeps its Pods there
    Given node "node-3" joins in zone "a"
    And node "node-4" joins in zone "b"
    And I apply:
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk-b}
      spec:
        capacity: {storage: 10Gi}
        accessModes: [ReadWriteOnce]
        storageClassName: manual
        csi: {driver: csi.example.com, volumeHandle: disk-b}
        nodeAffinity:
          required:
            nodeSelectorTerms:
              - matchExpressions: [{key: topology.kubernetes.io/zone, operator: In, values: [b]}]
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: manual, volumeName: disk-b, resources: {requests: {storage: 10Gi}}}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    Then within 10 seconds Pod "reader" is Running on node "node-4"
    When I delete Pod "reader"
    And I cordon node "node-4"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    And 5 seconds pass
    Then an Event "FailedScheduling" of Pod "second" says "1 node(s) were unschedulable, 3 node(s) didn't match PersistentVolume's node affinity."

  Scenario: The zone label of a volume binds its Pods as well
    Given node "node-3" joins in zone "a"
    And node "node-4" joins in zone "b"
    And I apply:
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk-a, labels: {topology.kubernetes.io/zone: a}}
      spec:
        capacity: {storage: 10Gi}
        accessModes: [ReadWriteOnce]
        storageClassName: manual
        csi: {driver: csi.example.com, volumeHandle: disk-a}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: manual, volumeName: disk-a, resources: {requests: {storage: 10Gi}}}
      """
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        nodeSelector: {topology.kubernetes.io/zone: b}
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    And 5 seconds pass
    Then Pod "reader" is Pending
    And an Event "FailedScheduling" of Pod "reader" says "1 node(s) had no available volume zone"

  Scenario: A claim is bound where its Pod goes: volume and Pod choose their node together
    Given I apply:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: local}
      provisioner: kubernetes.io/no-provisioner
      volumeBindingMode: WaitForFirstConsumer
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: local-2}
      spec:
        capacity: {storage: 10Gi}
        accessModes: [ReadWriteOnce]
        storageClassName: local
        local: {path: /mnt/disk}
        nodeAffinity:
          required:
            nodeSelectorTerms:
              - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-2]}]
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: local, resources: {requests: {storage: 1Gi}}}
      """
    And 1 minute passes
    Then the field "status.phase" of PersistentVolumeClaim "data" is "Pending"
    And an Event "WaitForFirstConsumer" of PersistentVolumeClaim "data" says "waiting for first consumer to be created before binding"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: db}
      spec:
        containers: [{name: c, image: "db:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lost}
      spec:
        nodeSelector: {kubernetes.io/hostname: node-1}
        containers: [{name: c, image: "db:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    Then within 30 seconds Pod "db" is Running on node "node-2"
    And the field "spec.volumeName" of PersistentVolumeClaim "data" is "local-2"
    And an Event "FailedScheduling" of Pod "lost" says "1 node(s) didn't find available persistent volumes to bind"
