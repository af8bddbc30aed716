# language: ko
기능: 클레임은 볼륨을 찾고, 볼륨은 Pod보다 오래 남는다

  시나리오: 클레임은 조건에 맞는 가장 작은 볼륨에 연결된다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
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
    그러면 1분 안에 PersistentVolumeClaim "data"가 연결 상태다
    그리고 PersistentVolumeClaim "data"의 필드 "spec.volumeName"의 값은 "small"이다
    그리고 PersistentVolume "big"이 사용 가능 상태다

  시나리오: 쓰이고 있는 클레임은 사라질 수 없고, 볼륨은 남는다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
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
    그리고 1분 안에 Pod "user"가 Running 상태다
    만일 `kubectl delete pvc data --wait=false` 명령을 실행한다
    그리고 1분이 지난다
    그러면 PersistentVolumeClaim "data"가 연결 상태다
    만일 Pod "user"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 PersistentVolumeClaim "data"는 존재하지 않는다
    그리고 PersistentVolume "disk"가 released 상태다

  시나리오: 애드온만 켜도 클래스를 적지 않은 클레임에 기본 클래스가 쓰인다
    조건 노드가 2개인 클러스터
    그리고 애드온 "storage-provisioner"
    만일 `kubectl get storageclass` 명령을 실행한다
    그러면 출력에 "standard (default)   rancher.io/local-path"가 들어 있다
    만일 다음을 적용한다:
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
    그러면 StatefulSet "db"가 1분 안에 사용 가능 상태가 된다
    그리고 PersistentVolumeClaim "data-db-1"이 연결 상태다
    그리고 PersistentVolumeClaim "data-db-1"의 필드 "spec.storageClassName"의 값은 "standard"이다

  시나리오: 스토리지 클래스는 첫 사용자가 실행되는 곳에 볼륨을 만든다
    조건 영역 "a", "b", "c"에 걸쳐 노드가 3개인 클러스터
    그리고 다음 설정의 애드온 "storage-provisioner":
      | provisioner      | takes |
      | disk.example.com | 5s    |
    그리고 다음을 적용한다:
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
    만일 5분이 지난다
    그러면 PersistentVolumeClaim "data"가 대기 중 상태다
    그리고 PersistentVolumeClaim "data"의 이벤트 "WaitForFirstConsumer"가 "waiting for first consumer to be created before binding"라고 알린다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: user}
      spec:
        nodeSelector: {topology.kubernetes.io/zone: b}
        containers: [{name: c, image: "app:1", volumeMounts: [{name: v, mountPath: /data}]}]
        volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
      """
    그러면 30초 안에 PersistentVolumeClaim "data"가 연결 상태다
    그리고 30초 안에 Pod "user"가 Running 상태다
    만일 `kubectl patch pvc data -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 PersistentVolumeClaim "data"의 필드 "status.capacity.storage"의 값은 "2Gi"이다
    만일 Pod "user"를 삭제한다
    그리고 PersistentVolumeClaim "data"를 삭제한다
    그리고 클러스터가 안정된다
    그리고 `kubectl get pv` 명령을 실행한다
    그러면 출력에 "No resources found"가 들어 있다

  시나리오: 한 Pod가 볼륨에 쓴 것을 다음 Pod가 어디서든 읽는다
    조건 노드가 2개인 클러스터
    그리고 다음을 적용한다:
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
    그리고 2분 안에 Pod "writer"가 Completed 상태다
    만일 Pod "writer"를 삭제한다
    그리고 다음을 적용한다:
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
    그러면 2분 안에 Pod "reader"가 Completed 상태다
    그리고 Pod "reader"의 로그에 "kept"가 들어 있다
