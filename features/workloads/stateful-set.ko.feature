# language: ko
기능: StatefulSet은 번호와 이름을 가진 Pod의 줄이다
  Pod는 차례로 생기고 거꾸로 사라지며, 교체는 맨 뒤에서부터 한다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
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

  시나리오: Pod는 하나씩 차례로 시작되고 뒤에서부터 떠난다
    조건 이미지 "db:1"은 5초 후에 준비된다
    그러면 StatefulSet "db"가 1분 안에 사용 가능 상태가 된다
    그리고 StatefulSet "db"의 Pod들이 차례로 하나씩 시작되었다
    그리고 이름 "db-1.db.default.svc.cluster.local"이 주소 1개로 해석된다
    만일 StatefulSet "db"를 레플리카 1개로 조정한다
    그리고 클러스터가 안정된다
    그러면 Pod "db-0"이 존재한다
    그리고 Pod "db-1"이 존재하지 않는다
    그리고 StatefulSet "db"의 이벤트 "SuccessfulDelete"가 "delete Pod db-2 in StatefulSet db successful"라고 알린다

  시나리오: 죽은 Pod는 제 이름으로 돌아온다
    조건 클러스터가 안정되어 있다
    만일 Pod "db-1"을 삭제한다
    그러면 1분 안에 Pod "db-1"이 Running 상태다
    그리고 StatefulSet "db"의 Pod가 3개다

  시나리오: 파티션은 카나리아다. 그 번호부터만 새 버전이 된다
    조건 클러스터가 안정되어 있다
    만일 StatefulSet "db"를 다음과 같이 패치한다:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {partition: 2}}
        template: {spec: {containers: [{name: db, image: db:2}]}}
      """
    그리고 클러스터가 안정된다
    그러면 StatefulSet "db"의 새 버전의 Pod가 1개다
    그리고 Pod "db-2"의 필드 "spec.containers[0].image"의 값은 "db:2"이다
    그리고 Pod "db-0"의 필드 "spec.containers[0].image"의 값은 "db:1"이다
    만일 StatefulSet "db"를 다음과 같이 패치한다:
      """yaml
      spec: {updateStrategy: {rollingUpdate: {partition: 0}}}
      """
    그러면 StatefulSet "db"가 2분 안에 롤아웃을 마친다
    그리고 「StatefulSet "db"를 다음과」 이후로 StatefulSet "db"의 준비된 Pod가 2개 미만인 때는 한 번도 없었다

  시나리오: 망가진 리비전은 업데이트를 멈추고, 템플릿만 고쳐서는 풀리지 않는다
    조건 클러스터가 안정되어 있다
    그리고 이미지 "db:bad"는 존재하지 않는다
    만일 StatefulSet "db"의 컨테이너 "db"의 이미지를 "db:bad"로 바꾼다
    그리고 5분이 지난다
    그러면 10초 안에 Pod "db-2"가 ImagePullBackOff 상태다
    그리고 StatefulSet "db"의 준비된 Pod가 2개다
    만일 StatefulSet "db"의 컨테이너 "db"의 이미지를 "db:2"로 바꾼다
    그리고 5분이 지난다
    그러면 StatefulSet "db"의 준비된 Pod가 2개다
    만일 Pod "db-2"를 삭제한다
    그러면 StatefulSet "db"가 2분 안에 롤아웃을 마친다

  시나리오: 죽은 노드의 Pod는 확실해질 때까지 이름을 내놓지 않는다
    조건 클러스터가 안정되어 있다
    그리고 클러스터가 안정된다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 10분이 지난다
    그러면 StatefulSet "db"의 종료 중인 Pod가 1개다
    그리고 StatefulSet "db"의 준비된 Pod가 2개다
    만일 노드 "node-1"이 되살아난다
    그러면 2분 안에 StatefulSet "db"의 준비된 Pod가 3개다

  시나리오: 병렬이면 아무도 기다리지 않고, 번호는 다른 데서 시작할 수 있다
    만일 다음을 적용한다:
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
    그리고 클러스터가 안정된다
    그러면 Pod "cache-7"이 존재한다
    그리고 Pod "cache-0"이 존재하지 않는다
    그리고 StatefulSet "cache"의 준비된 Pod가 3개다

  시나리오: 전략이 허락하면 한 번에 둘까지 빠져도 된다
    조건 기능 게이트 "MaxUnavailableStatefulSet"이 켜져 있다
    그리고 클러스터가 안정되어 있다
    그리고 이미지 "db:2"는 10초 후에 준비된다
    만일 StatefulSet "db"를 다음과 같이 패치한다:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {maxUnavailable: 2}}
        template: {spec: {containers: [{name: db, image: db:2}]}}
      """
    그리고 5초가 지난다
    그러면 StatefulSet "db"의 준비된 Pod가 1개다
    그리고 StatefulSet "db"가 1분 안에 롤아웃을 마친다
    그리고 「StatefulSet "db"를 다음과」 이후로 StatefulSet "db"의 준비된 Pod가 1개 미만인 때는 한 번도 없었다

  시나리오: 다음 Pod는 앞의 Pod가 한동안 준비된 뒤에야 온다
    조건 클러스터가 안정되어 있다
    그리고 1분이 지난다
    만일 StatefulSet "db"를 다음과 같이 패치한다:
      """yaml
      spec: {minReadySeconds: 30, replicas: 5}
      """
    그리고 20초가 지난다
    그러면 Pod "db-3"이 존재한다
    그리고 Pod "db-4"가 존재하지 않는다
    그리고 StatefulSet "db"의 준비된 Pod가 4개다
    그리고 20초 안에 Pod "db-4"가 존재한다

  시나리오: 앞에 성치 않은 Pod가 있으면 뒤의 Pod도 떠나지 않는다
    조건 StatefulSet "db"를 다음과 같이 패치한다:
      """yaml
      spec: {template: {spec: {containers: [{name: db, readinessProbe: {tcpSocket: {port: 5432}, periodSeconds: 5}}]}}}
      """
    그리고 클러스터가 안정되어 있다
    만일 Pod "db-0"이 준비성 프로브에 응답하지 않게 된다
    그리고 20초가 지난다
    그리고 StatefulSet "db"를 레플리카 1개로 조정한다
    그리고 5분이 지난다
    그러면 StatefulSet "db"의 Pod가 3개다
    만일 Pod "db-0"이 준비성 프로브에 다시 응답한다
    그러면 1분 안에 StatefulSet "db"의 Pod가 1개다

  시나리오: 리비전을 기억해 두었다가 되돌아간다
    조건 클러스터가 안정되어 있다
    만일 StatefulSet "db"의 컨테이너 "db"의 이미지를 "db:2"로 바꾼다
    그러면 StatefulSet "db"가 1분 안에 롤아웃을 마친다
    그리고 StatefulSet "db"의 ControllerRevision 수는 2개다
    만일 StatefulSet "db"를 리비전 1로 롤백한다
    그러면 StatefulSet "db"가 1분 안에 롤아웃을 마친다
    그리고 Pod "db-0"의 필드 "spec.containers[0].image"의 값은 "db:1"이다
    그리고 StatefulSet "db"의 ControllerRevision 수는 2개다

  시나리오: OnDelete는 누군가 지운 것만 새로 바꾼다
    조건 StatefulSet "db"를 다음과 같이 패치한다:
      """yaml
      spec: {updateStrategy: {type: OnDelete, rollingUpdate: null}}
      """
    그리고 클러스터가 안정되어 있다
    만일 StatefulSet "db"의 컨테이너 "db"의 이미지를 "db:2"로 바꾼다
    그리고 10분이 지난다
    그러면 Pod "db-1"의 필드 "spec.containers[0].image"의 값은 "db:1"이다
    만일 Pod "db-1"을 삭제한다
    그리고 클러스터가 안정된다
    그러면 Pod "db-1"의 필드 "spec.containers[0].image"의 값은 "db:2"이다
    그리고 Pod "db-2"의 필드 "spec.containers[0].image"의 값은 "db:1"이다

  시나리오 개요: 줄이거나 지우면 볼륨 클레임은 정책(<scaled>, <deleted>)대로 된다
    조건 다음 설정의 애드온 "storage-provisioner":
      | provisioner      |
      | disk.example.com |
    그리고 다음을 적용한다:
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
    그리고 1분 안에 StatefulSet "store"의 준비된 Pod가 2개다
    그리고 PersistentVolumeClaim "data-store-1"이 연결 상태다
    만일 StatefulSet "store"를 레플리카 1개로 조정한다
    그리고 클러스터가 안정된다
    그러면 PersistentVolumeClaim 수는 <then>개다
    만일 StatefulSet "store"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 PersistentVolumeClaim 수는 <last>개다

    예:
      | scaled | deleted | then | last |
      | Retain | Retain  | 2    | 2    |
      | Delete | Retain  | 1    | 1    |
      | Retain | Delete  | 2    | 0    |
      | Delete | Delete  | 1    | 0    |
