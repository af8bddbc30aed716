# language: ko
기능: 볼륨이 Pod가 갈 수 있는 곳을 정한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 다음 설정의 애드온 "storage-provisioner":
      | provisioner     |
      | csi.example.com |
    그리고 다음을 적용한다:
      """yaml
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: fast}
      provisioner: csi.example.com
      volumeBindingMode: WaitForFirstConsumer
      """

  시나리오: 노드는 한 드라이버의 볼륨을 정해진 수만큼만 받는다
    조건 다음을 적용한다:
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
    만일 다음을 적용한다:
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
    그리고 1분이 지난다
    그러면 StatefulSet "db"의 준비된 Pod가 2개다
    그리고 StatefulSet "db"의 Pod 2개가 서로 다른 노드 2개에서 실행 중이다
    그리고 이벤트 "FailedScheduling"이 "2 node(s) exceed max volume count"라고 알린다
    만일 노드 "node-3"이 합류한다
    그러면 1분 안에 StatefulSet "db"의 준비된 Pod가 3개다

  시나리오: Pod 하나만 쓸 수 있는 클레임은 다음 Pod를 기다리게 한다
    조건 다음을 적용한다:
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
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: mine}}]
      """
    그리고 10초가 지난다
    그러면 Pod "first"가 Running 상태다
    그리고 Pod "second"가 Pending 상태다
    그리고 Pod "second"의 이벤트 "FailedScheduling"이 "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode"라고 알린다
    만일 Pod "first"를 삭제한다
    그러면 1분 안에 Pod "second"가 Running 상태다

  시나리오: 한 영역에서만 닿는 볼륨은 Pod를 그 영역에 묶는다
    조건 노드 "node-3"이 영역 "a"에 합류한다
    그리고 노드 "node-4"가 영역 "b"에 합류한다
    그리고 다음을 적용한다:
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
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    그러면 10초 안에 Pod "reader"가 노드 "node-4"에서 Running 상태다
    만일 Pod "reader"를 삭제한다
    그리고 노드 "node-4"를 스케줄 대상에서 제외한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    그리고 5초가 지난다
    그러면 Pod "second"의 이벤트 "FailedScheduling"이 "1 node(s) were unschedulable, 3 node(s) didn't match PersistentVolume's node affinity."라고 알린다

  시나리오: 볼륨의 영역 레이블도 Pod를 묶는다
    조건 노드 "node-3"이 영역 "a"에 합류한다
    그리고 노드 "node-4"가 영역 "b"에 합류한다
    그리고 다음을 적용한다:
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
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: reader}
      spec:
        nodeSelector: {topology.kubernetes.io/zone: b}
        containers: [{name: c, image: "app:1"}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    그리고 5초가 지난다
    그러면 Pod "reader"가 Pending 상태다
    그리고 Pod "reader"의 이벤트 "FailedScheduling"이 "1 node(s) had no available volume zone"라고 알린다

  시나리오: 클레임은 Pod가 가는 곳에서 연결된다: 볼륨과 Pod가 노드를 함께 고른다
    조건 다음을 적용한다:
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
    그리고 1분이 지난다
    그러면 PersistentVolumeClaim "data"의 필드 "status.phase"의 값은 "Pending"이다
    그리고 PersistentVolumeClaim "data"의 이벤트 "WaitForFirstConsumer"가 "waiting for first consumer to be created before binding"라고 알린다
    만일 다음을 적용한다:
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
    그러면 30초 안에 Pod "db"이 노드 "node-2"에서 Running 상태다
    그리고 PersistentVolumeClaim "data"의 필드 "spec.volumeName"의 값은 "local-2"이다
    그리고 Pod "lost"의 이벤트 "FailedScheduling"이 "1 node(s) didn't find available persistent volumes to bind"라고 알린다
