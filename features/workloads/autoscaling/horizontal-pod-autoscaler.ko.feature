# language: ko
기능: HorizontalPodAutoscaler는 부하를 따라간다
  15초마다 Pod의 사용량을 요청량과 견준다. 늘릴 때는 곧바로 늘리되 한 번에 두 배(또는 네 개)까지만 늘리고,
  줄일 때는 지난 5분 동안 더 큰 권고가 없었을 때에만 줄인다.

  배경:
    조건 CPU 8개와 메모리 16Gi인 노드가 3개인 클러스터
    그리고 애드온 "metrics-server"
    그리고 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl set resources deployment web --requests=cpu=500m` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 부하가 늘면 Pod도 늘고, 줄면 줄되 서두르지 않는다
    조건 `kubectl autoscale deployment web --cpu-percent=50 --min=1 --max=10` 명령을 실행한다
    만일 Deployment "web"의 부하는 모두 합쳐 CPU 1500m이다
    그러면 5분 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 HorizontalPodAutoscaler "web"의 이벤트 "SuccessfulRescale"이 "New size: 6; reason: cpu resource utilization (percentage of request) above target"라고 알린다
    만일 1분이 지난다
    그리고 Deployment "web"의 부하는 모두 합쳐 CPU 100m이다
    그리고 4분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개다
    그리고 2분 안에 Deployment "web"의 준비된 Pod가 1개다
    그리고 HorizontalPodAutoscaler "web"의 이벤트 "SuccessfulRescale"이 "New size: 1; reason: All metrics below target"라고 알린다
    그리고 「Deployment "web"의 부하는」 이후로 Deployment "web"의 활성 Pod가 6개 초과인 때는 한 번도 없었다

  시나리오: 따로 정한 동작: 1분에 두 개씩 줄이고, 늘리지는 않는다
    조건 Deployment "web"을 레플리카 8개로 조정한다
    그리고 클러스터가 안정되어 있다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        minReplicas: 2
        maxReplicas: 10
        metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}
        behavior:
          scaleUp: {selectPolicy: Disabled}
          scaleDown:
            stabilizationWindowSeconds: 0
            policies: [{type: Pods, value: 2, periodSeconds: 60}]
      """
    만일 50초가 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개다
    만일 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 4개다
    만일 Deployment "web"의 부하는 모두 합쳐 CPU 4000m이다
    그리고 10분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 4개다
    그리고 HorizontalPodAutoscaler "web"의 필드 "status.conditions[?(@.type=='ScalingLimited')].reason"의 값은 "ScaleUpLimit"이다

  시나리오: 요청량이 없는 Pod는 판단할 수 없다
    조건 `kubectl create deployment bare --image=web:1` 명령을 실행한다
    그리고 `kubectl autoscale deployment bare --cpu-percent=50 --min=1 --max=10` 명령을 실행한다
    만일 1분이 지난다
    그러면 HorizontalPodAutoscaler "bare"의 이벤트 "FailedGetResourceMetric"이 "missing request for cpu in container web of Pod"라고 알린다
    그리고 Deployment "bare"의 준비된 Pod가 1개다

  시나리오: 범위를 벗어난 크기는 메트릭 없이도 바로잡는다
    조건 `kubectl autoscale deployment web --cpu-percent=50 --min=3 --max=5` 명령을 실행한다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 3개다
    만일 Deployment "web"을 레플리카 9개로 조정한다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 5개다
    만일 Deployment "web"을 레플리카 0개로 조정한다
    그리고 5분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 없다
    그리고 HorizontalPodAutoscaler "web"의 필드 "status.conditions[?(@.type=='ScalingActive')].reason"의 값은 "ScalingDisabled"이다
