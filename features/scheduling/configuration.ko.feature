# language: ko
기능: 스케줄러에게 결정하는 법을 알려 준다
  KubeSchedulerConfiguration은 스케줄러에 여러 프로필을 준다. Pod는 schedulerName으로 그중 하나를 고른다.
  시뮬레이션이 따를 수 없는 것은 파일의 어디인지와 함께 거절한다.

  시나리오: 한 프로필은 흩어 놓고, 다른 프로필은 노드를 하나씩 채운다
    조건 CPU 4개와 메모리 8Gi인 노드가 3개인 클러스터
    그리고 스케줄러 설정 파일 "k8s/scheduler.yaml"
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: spread}
      spec:
        replicas: 3
        selector: {matchLabels: {app: spread}}
        template:
          metadata: {labels: {app: spread}}
          spec:
            containers: [{name: c, image: "web:1", resources: {requests: {cpu: 500m, memory: 512Mi}}}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: packed}
      spec:
        replicas: 5
        selector: {matchLabels: {app: packed}}
        template:
          metadata: {labels: {app: packed}}
          spec:
            schedulerName: bin-packer
            containers: [{name: c, image: "web:1", resources: {requests: {cpu: 500m, memory: 512Mi}}}]
      """
    그러면 1분 안에 Deployment "spread"의 준비된 Pod가 3개다
    그리고 Deployment "spread"의 Pod 3개가 서로 다른 노드 3개에서 실행 중이다
    그리고 1분 안에 Deployment "packed"의 준비된 Pod가 5개다
    그리고 Deployment "packed"의 Pod 5개가 서로 다른 노드 1개에서 실행 중이다

  시나리오: 스케줄러가 없는 Pod는 아무 말 없이 영원히 기다린다
    조건 노드가 1개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: lost}
      spec:
        schedulerName: nobody
        containers: [{name: c, image: "web:1"}]
      """
    그리고 10분이 지난다
    그러면 Pod "lost"가 Pending 상태다
    그리고 Pod "lost"의 이벤트 "FailedScheduling"이 없다

  시나리오: 프로필들은 큐 하나를 함께 쓴다: 더 중요한 Pod가 먼저이고, 같은 자리를 두 번 내주지 않는다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 스케줄러 설정 파일 "k8s/scheduler.yaml"
    그리고 "kube-scheduler"가 갑자기 멈춘다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 100
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: ordinary}
      spec:
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 800m}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: important}
      spec:
        schedulerName: bin-packer
        priorityClassName: high
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 800m}}}]
      """
    만일 "kube-scheduler"가 다시 시작된다
    그리고 10초가 지난다
    그러면 Pod "important"가 Running 상태다
    그리고 Pod "ordinary"가 Pending 상태다
    그리고 Pod "ordinary"의 이벤트 "FailedScheduling"이 "0/1 nodes are available: 1 Insufficient cpu."라고 알린다
    그리고 Pod "important"의 이벤트 "FailedScheduling"이 없다

  시나리오: 선점이 없으면 더 중요한 Pod도 기다린다
    조건 CPU 2개와 메모리 4Gi인 노드가 1개인 클러스터
    그리고 다음과 같은 스케줄러 설정:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
        - plugins: {postFilter: {disabled: [{name: DefaultPreemption}]}}
      """
    만일 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 100
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec:
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 1500m}}}]
      """
    그리고 10초가 지난다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec:
        priorityClassName: high
        containers: [{name: c, image: "web:1", resources: {requests: {cpu: 1500m}}}]
      """
    그리고 1분이 지난다
    그러면 Pod "first"가 Running 상태다
    그리고 Pod "second"가 Pending 상태다

  시나리오: 한 프로필의 모든 Pod가 정해진 노드로만 가고, 곡선에 따라 노드를 채운다
    조건 다음 노드들로 이루어진 클러스터:
      | name  | cpu | memory | labels   |
      | own-1 | 4   | 8Gi    | pool=own |
      | own-2 | 4   | 8Gi    | pool=own |
      | rest  | 8   | 16Gi   |          |
    그리고 다음과 같은 스케줄러 설정:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
        - pluginConfig:
            - name: NodeAffinity
              args:
                addedAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                      - matchExpressions: [{key: pool, operator: In, values: [own]}]
            - name: NodeResourcesFit
              args:
                scoringStrategy:
                  type: RequestedToCapacityRatio
                  requestedToCapacityRatio:
                    shape: [{utilization: 0, score: 0}, {utilization: 100, score: 10}]
          plugins:
            score: {disabled: [{name: NodeResourcesBalancedAllocation}, {name: PodTopologySpread}, {name: ImageLocality}]}
      """
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
            containers: [{name: c, image: "web:1", resources: {requests: {cpu: "1", memory: 1Gi}}}]
      """
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 Deployment "web"의 Pod 4개가 노드 1개에서 실행 중이다
    그리고 Deployment "web"의 Pod가 노드 "rest"에 없다
    만일 Deployment "web"을 레플리카 9개로 조정한다
    그리고 10초가 지난다
    그러면 Deployment "web"의 대기 중인 Pod가 1개다
    그리고 이벤트 "FailedScheduling"이 "1 node(s) didn't match scheduler-enforced node affinity"라고 알린다

  시나리오 개요: 따를 수 없는 설정은 위치와 함께 거부한다: <what>
    조건 노드가 1개인 클러스터
    만일 스케줄러를 다음과 같이 설정해 본다:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      <what>
      """
    그러면 "<why>"라는 이유로 거부된다

    예:
      | what                                                           | why                                                                 |
      | extenders: [{urlPrefix: "https://extender.example.com"}]       | extenders are not simulated: nothing outside the cluster is asked   |
      | profiles: [{plugins: {filter: {enabled: [{name: GpuShare}]}}}] | profiles[0].plugins.filter.enabled[0] names no plugin: \"GpuShare\" |
      | profiles: [{schedulerName: a}, {schedulerName: a}]             | profiles have the schedulerName \"a\" twice                         |
