# language: ko
기능: 기본으로 꺼져 있는 기능은 켤 수 있다
  릴리스마다 게이트로 켜거나 끌 수 있는 기능이 있다. 게이트가 꺼져 있는 동안 API 서버는 그 필드를 버리지만,
  오브젝트에 이미 있는 값은 그대로 둔다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 애드온 "metrics-server"
    그리고 애드온 "metrics-adapter"
    그리고 `kubectl create deployment worker --image=worker:1 --replicas=2` 명령을 실행한다
    그리고 `kubectl set resources deployment worker --requests=cpu=1` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 0으로 줄이기를 켜면 할 일 없는 워커는 잠든다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 0
        maxReplicas: 8
        metrics:
          - type: External
            external:
              metric: {name: queue_messages}
              target: {type: AverageValue, averageValue: "10"}
      """
    그러면 "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1"라는 이유로 거부된다
    조건 기능 게이트 "HPAScaleToZero"가 켜져 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 0
        maxReplicas: 8
        metrics:
          - type: External
            external:
              metric: {name: queue_messages}
              target: {type: AverageValue, averageValue: "10"}
      """
    그리고 메트릭 "queue_messages"의 값은 0이다
    그러면 7분 안에 Deployment "worker"의 Pod가 없다
    만일 메트릭 "queue_messages"의 값은 25이다
    그러면 1분 안에 Deployment "worker"의 준비된 Pod가 3개다

  시나리오: 늘릴 때는 느긋하고 줄일 때는 재빠른 오토스케일러
    조건 기능 게이트 "HPAConfigurableTolerance"가 켜져 있다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 8
        metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
        behavior:
          scaleUp: {tolerance: 500m}
          scaleDown: {tolerance: "0", stabilizationWindowSeconds: 0}
      """
    만일 Deployment "worker"의 부하는 모두 합쳐 CPU 1400m이다
    그리고 5분이 지난다
    그러면 Deployment "worker"의 Pod가 2개다
    만일 Deployment "worker"의 부하는 모두 합쳐 CPU 1600m이다
    그러면 1분 안에 Deployment "worker"의 Pod가 4개다
    만일 Deployment "worker"의 부하는 모두 합쳐 CPU 1500m이다
    그러면 1분 안에 Deployment "worker"의 Pod가 3개다

  시나리오: 게이트가 꺼져 있으면 필드는 버려지고, 이미 있던 값은 남는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: ours}
      spec:
        managedBy: acme.io/queue
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    그리고 기능 게이트 "JobManagedBy"가 꺼져 있다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: theirs}
      spec:
        managedBy: acme.io/queue
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    그리고 Job "ours"에 레이블 "seen=yes"를 붙인다
    그러면 Job "ours"의 필드 "spec.managedBy"의 값은 "acme.io/queue"이다
    그리고 Job "theirs"의 필드 "spec.managedBy"에 값이 없다
    그리고 1분 안에 Job "theirs"의 Pod가 1개다

  시나리오 개요: 모든 게이트를 바꿀 수 있는 것은 아니다: <gate>
    만일 기능 게이트 "<gate>"를 <way> 본다
    그러면 "<why>"라는 이유로 거부된다

    예:
      | gate              | way | why                                                                                   |
      | SidecarContainers | 꺼  | cannot set feature gate SidecarContainers to false, feature is locked to true          |
      | Teleportation     | 켜  | unrecognized feature gate: Teleportation; those that can be set are                    |
      | NodeLogQuery      | 켜  | cannot set feature gate NodeLogQuery to true: what it does is not simulated            |
