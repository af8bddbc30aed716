# language: ko
기능: 오토스케일링과 스케줄링 사례

  시나리오: 레플리카 수를 적용하는 사람은 오토스케일러와 다투게 된다
    조건 CPU 4개와 메모리 8Gi인 노드가 3개인 클러스터
    그리고 애드온 "metrics-server"
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1", resources: {requests: {cpu: 200m}}}]}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        minReplicas: 3
        maxReplicas: 9
        metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
      """
    그리고 Deployment "web"의 부하는 모두 합쳐 CPU 600m이다
    만일 5분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1", resources: {requests: {cpu: 200m}}}]}
      """
    그리고 5초가 지난다
    그러면 Deployment "web"의 필드 "spec.replicas"의 값은 3 이하다
    만일 2분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개 이상이다

  시나리오: 제약이 리비전 해시를 묻지 않으면 새 Pod를 분산할 때 옛 Pod도 함께 센다
    조건 영역 "a", "b"에 걸쳐 노드가 6개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
                matchLabelKeys: [pod-template-hash]
            containers: [{name: web, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 Pod 2개가 영역 "a"에서 실행 중이다
    그리고 Deployment "web"의 Pod 2개가 영역 "b"에서 실행 중이다

  시나리오: 도메인이 모자라면 minDomains 때문에 도메인마다 하나씩만 받고 나머지는 기다린다
    조건 영역 "a", "b"에 걸쳐 노드가 4개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - {maxSkew: 1, minDomains: 3, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}
            containers: [{name: web, image: "web:1"}]
      """
    그리고 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 2개다
    그리고 Deployment "web"의 대기 중인 Pod가 2개다
    만일 노드 "node-5"가 영역 "c"에 합류한다
    그리고 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 중요한 새 Pod는 덜 중요한 Pod의 자리를 차지하고, 밀려난 Pod는 자리가 나면 돌아온다
    조건 CPU 2개와 메모리 8Gi인 노드가 2개인 클러스터
    그리고 이미지 "batch:1"은 멈추는 데 20초가 걸린다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: critical}
      value: 1000
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: batch}
      spec:
        replicas: 4
        selector: {matchLabels: {app: batch}}
        template:
          metadata: {labels: {app: batch}}
          spec: {containers: [{name: c, image: "batch:1", resources: {requests: {cpu: 900m}}}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: vip}
      spec: {priorityClassName: critical, containers: [{name: c, image: "vip:1", resources: {requests: {cpu: "1"}}}]}
      """
    그리고 5초가 지난다
    그러면 Pod "vip"의 필드 "status.nominatedNodeName"가 "node-"를 포함한다
    만일 1분이 지난다
    그러면 Pod "vip"이 Running 상태다
    그리고 Deployment "batch"의 대기 중인 Pod가 1개다
    그리고 이벤트 "Preempted"이 "Preempted by pod"라고 알린다
    만일 노드 "node-3"이 CPU 2개와 메모리 8Gi로 합류한다
    그리고 1분이 지난다
    그러면 Deployment "batch"의 준비된 Pod가 4개다

  시나리오: 새 노드가 와도 이미 자리 잡은 Pod를 옮겨 주는 이는 없다
    조건 노드가 2개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=4` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-3"이 합류한다
    그리고 10분이 지난다
    그러면 Deployment "web"의 Pod가 노드 "node-3"에 없다
    만일 Deployment "web"의 롤아웃을 다시 시작한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 Pod 4개가 서로 다른 노드 3개에서 실행 중이다
