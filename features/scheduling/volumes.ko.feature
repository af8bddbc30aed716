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
