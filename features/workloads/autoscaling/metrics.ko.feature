# language: ko
기능: 오토스케일러는 CPU만 묻지 않는다
  클러스터 밖의 대기열, Ingress에 오는 요청, Pod가 스스로 세는 것까지 어댑터가 오토스케일러에 가져다준다.
  목표와의 차이가 10분의 1을 넘지 않으면 아무것도 바꾸지 않는다.

  배경:
    조건 CPU 8개와 메모리 16Gi인 노드가 3개인 클러스터
    그리고 애드온 "metrics-server"
    그리고 애드온 "metrics-adapter"
    그리고 `kubectl create deployment worker --image=worker:1 --replicas=2` 명령을 실행한다
    그리고 `kubectl set resources deployment worker --requests=cpu=500m` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 워커 하나에 메시지 열 개씩, 대기열이 비면 최솟값까지
    조건 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 8
        metrics:
          - type: External
            external:
              metric: {name: queue_messages, selector: {matchLabels: {queue: orders}}}
              target: {type: AverageValue, averageValue: "10"}
      """
    그리고 메트릭 "queue_messages{queue=mails}"의 값은 900이다
    만일 메트릭 "queue_messages{queue=orders}"의 값은 35이다
    그러면 1분 안에 Deployment "worker"의 준비된 Pod가 4개다
    그리고 HorizontalPodAutoscaler "worker"의 이벤트 "SuccessfulRescale"이 "New size: 4; reason: external metric queue_messages"라고 알린다
    그리고 1분 안에 HorizontalPodAutoscaler "worker"가 다음과 일치한다:
      """yaml
      status:
        currentMetrics: [{type: External, external: {current: {averageValue: 8750m}}}]
      """
    만일 메트릭 "queue_messages{queue=orders}"의 값은 400이다
    그러면 1분 안에 Deployment "worker"의 준비된 Pod가 8개다
    그리고 10초 안에 HorizontalPodAutoscaler "worker"의 필드 "status.conditions[?(@.type=='ScalingLimited')].reason"의 값은 "TooManyReplicas"이다
    만일 메트릭 "queue_messages{queue=orders}"의 값은 0이다
    그리고 10분이 지난다
    그러면 Deployment "worker"의 준비된 Pod가 1개다

  시나리오: 한 오브젝트의 값이 목표보다 크면 작아질 때까지 계속 늘린다
    조건 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 2
        maxReplicas: 10
        metrics:
          - type: Object
            object:
              describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop}
              metric: {name: waiting_requests}
              target: {type: Value, value: 1k}
      """
    만일 Ingress "shop"의 메트릭 "waiting_requests"의 값은 1500이다
    그러면 20초 안에 Deployment "worker"의 준비된 Pod가 3개다
    그리고 20초 안에 Deployment "worker"의 준비된 Pod가 5개다
    그리고 HorizontalPodAutoscaler "worker"의 이벤트 "SuccessfulRescale"이 "New size: 5; reason: Ingress metric waiting_requests above target"라고 알린다
    만일 Ingress "shop"의 메트릭 "waiting_requests"의 값은 1k이다
    그리고 10분이 지난다
    그러면 Deployment "worker"의 준비된 Pod가 5개다

  시나리오: Pod가 세는 값은 준비된 Pod끼리 나눈 값으로 본다
    조건 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 10
        metrics:
          - type: Pods
            pods: {metric: {name: open_sessions}, target: {type: AverageValue, averageValue: "50"}}
      """
    만일 Deployment "worker"의 Pod들의 메트릭 "open_sessions"의 값은 모두 합쳐 300이다
    그러면 1분 안에 Deployment "worker"의 준비된 Pod가 6개다
    그리고 1분 안에 HorizontalPodAutoscaler "worker"의 필드 "status.currentMetrics[0].pods.current.averageValue"의 값은 "50"이다

  시나리오 개요: 10분의 1쯤 많거나 적은 것은 바꿀 일이 아니다: 1000m 중 <load>
    조건 `kubectl autoscale deployment worker --cpu-percent=100 --min=1 --max=10` 명령을 실행한다
    만일 Deployment "worker"의 부하는 모두 합쳐 CPU <load>이다
    그리고 10분이 지난다
    그러면 Deployment "worker"의 준비된 Pod가 <size>개다

    예:
      | load  | size |
      | 920m  | 2    |
      | 1080m | 2    |
      | 1120m | 3    |
      | 480m  | 1    |

  시나리오: 옆의 프록시가 아니라 중요한 컨테이너를 본다
    조건 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
              - {name: shop, image: shop:1, resources: {requests: {cpu: 500m}}}
              - {name: proxy, image: proxy:1, resources: {requests: {cpu: 100m}}}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: shop}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
        minReplicas: 1
        maxReplicas: 5
        metrics:
          - type: ContainerResource
            containerResource: {name: cpu, container: shop, target: {type: Utilization, averageUtilization: 50}}
      """
    그리고 이미지 "proxy:1"은 CPU 400m과 메모리 64Mi를 사용한다
    그리고 이미지 "shop:1"은 CPU 200m과 메모리 64Mi를 사용한다
    만일 10분이 지난다
    그러면 Deployment "shop"의 준비된 Pod가 1개다
    그리고 HorizontalPodAutoscaler "shop"의 필드 "status.currentMetrics[0].containerResource.current.averageUtilization"의 값은 40이다

  시나리오: 메트릭을 내줄 어댑터가 모르는 메트릭이면 그대로 서서 이유를 말한다
    조건 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 10
        metrics:
          - type: External
            external: {metric: {name: nobody_knows}, target: {type: Value, value: "1"}}
      """
    만일 10분이 지난다
    그러면 Deployment "worker"의 준비된 Pod가 2개다
    그리고 HorizontalPodAutoscaler "worker"의 이벤트 "FailedGetExternalMetric"이 "unable to get external metric default/nobody_knows/nil: no metrics returned from external metrics API"라고 알린다
    그리고 HorizontalPodAutoscaler "worker"가 다음과 일치한다:
      """yaml
      status:
        (conditions[?type == 'ScalingActive'].[status, reason]): [["False", FailedGetExternalMetric]]
      """

  시나리오: 아직 준비되지 않은 새 Pod 때문에 더 늘리지는 않는다
    조건 이미지 "worker:2"는 2분 후에 준비된다
    그리고 Deployment "worker"의 컨테이너 "worker"의 이미지를 "worker:2"로 바꾼다
    그리고 클러스터가 안정되어 있다
    그리고 `kubectl autoscale deployment worker --cpu-percent=50 --min=2 --max=10` 명령을 실행한다
    만일 Deployment "worker"의 부하는 모두 합쳐 CPU 1000m이다
    그리고 1분이 지난다
    그러면 Deployment "worker"의 필드 "spec.replicas"의 값은 4이다
    만일 1분 30초가 지난다
    그러면 Deployment "worker"의 필드 "spec.replicas"의 값은 4이다
