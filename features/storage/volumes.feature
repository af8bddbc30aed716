Feature: Claims find volumes, and volumes outlive Pods

  Scenario: A claim is bound to the smallest volume that suits it
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: big}
      spec: {capacity: {storage: 10Gi}, accessModes: [ReadWriteOnce], storageClassName: manual, hostPath: {path: /big}}
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: small}
      spec: {capacity: {storage: 2Gi}, accessModes: [ReadWriteOnce], storageClassName: manual, hostPath: {path: /small}}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: manual, resources: {requests: {storage: 1Gi}}}
      """
    Then within 1 minute PersistentVolumeClaim "data" is bound
    And the field "spec.volumeName" of PersistentVolumeClaim "data" is "small"
    And PersistentVolume "big" is available

  Scenario: A claim in use cannot vanish; its volume is kept
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk}
      spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: manual, hostPath: {path: /disk}}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], storageClassName: manual, resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: user}
      spec:
        containers: [{name: c, image: "app:1", volumeMounts: [{name: v, mountPath: /data}]}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    And within 1 minute Pod "user" is Running
    When I run `kubectl delete pvc data --wait=false`
    And 1 minute passes
    Then PersistentVolumeClaim "data" is bound
    When I delete Pod "user"
    And the cluster settles
    Then there is no PersistentVolumeClaim "data"
    And PersistentVolume "disk" is released

  Scenario: With nothing but the add-on, claims that name no class have one
    Given a cluster with 2 nodes
    And the add-on "storage-provisioner"
    When I run `kubectl get storageclass`
    Then the output contains "standard (default)   rancher.io/local-path"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: db, image: "postgres:16", volumeMounts: [{name: data, mountPath: /data}]}]
        volumeClaimTemplates:
          - metadata: {name: data}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """
    Then StatefulSet "db" becomes available within 1 minute
    And PersistentVolumeClaim "data-db-1" is bound
    And the field "spec.storageClassName" of PersistentVolumeClaim "data-db-1" is "standard"

  Scenario: A class makes a volume where the first consumer runs
    Given a cluster with 3 nodes across zones "a", "b", "c"
    And the add-on "storage-provisioner" with:
      | provisioner      | takes |
      | disk.example.com | 5s    |
    And I apply:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: fast
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: disk.example.com
      volumeBindingMode: WaitForFirstConsumer
      allowVolumeExpansion: true
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """
    When 5 minutes pass
    Then PersistentVolumeClaim "data" is pending
    And an Event "WaitForFirstConsumer" of PersistentVolumeClaim "data" says "waiting for first consumer to be created before binding"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: user}
      spec:
        nodeSelector: {topology.kubernetes.io/zone: b}
        containers: [{name: c, image: "app:1", volumeMounts: [{name: v, mountPath: /data}]}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    Then within 30 seconds PersistentVolumeClaim "data" is bound
    And within 30 seconds Pod "user" is Running
    When I run `kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'`
    And the cluster settles
    Then the field "status.capacity.storage" of PersistentVolumeClaim "data" is "2Gi"
    When I delete Pod "user"
    And I delete PersistentVolumeClaim "data"
    And the cluster settles
    And I run `kubectl get pv`
    Then the output contains "No resources found"

  Scenario: What a Pod wrote on its volume, the next one reads, wherever it runs
    Given a cluster with 2 nodes
    And I apply:
      """yaml
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: disk}
      spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], storageClassName: manual, nfs: {server: files, path: /disk}}
      ---
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata: {name: data}
      spec: {accessModes: [ReadWriteMany], storageClassName: manual, resources: {requests: {storage: 1Gi}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: writer}
      spec:
        nodeName: node-1
        restartPolicy: Never
        containers: [{name: c, image: busybox, command: [sh, -c, "echo kept > /data/note"], volumeMounts: [{name: v, mountPath: /data}]}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    And within 2 minutes Pod "writer" is Completed
    When I delete Pod "writer"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        nodeName: node-2
        restartPolicy: Never
        containers: [{name: c, image: busybox, command: [sh, -c, "cat /data/note"], volumeMounts: [{name: v, mountPath: /data}]}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    Then within 2 minutes Pod "reader" is Completed
    And the log of Pod "reader" contains "kept"
