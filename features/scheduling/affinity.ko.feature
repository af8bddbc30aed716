# language: ko
기능: 함께, 따로, 또는 먼저 있고 싶은 Pod

  시나리오: 함께: 웹 서버 곁의 캐시
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: server, labels: {app: web}}
      spec: {nodeName: node-2, containers: [{name: c, image: "web:1"}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: cache}
      spec:
        affinity:
          podAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
        containers: [{name: c, image: "cache:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Pod "cache"가 노드 "node-2"에서 Running 상태다

  시나리오: 따로: 한 노드에 둘은 없고, 넷째는 기다린다
    조건 노드가 3개인 클러스터
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
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
            containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 Pod 3개가 서로 다른 노드 3개에서 실행 중이다
    그리고 Deployment "web"의 대기 중인 Pod가 1개다
    그리고 이벤트 "FailedScheduling"이 "3 node(s) didn't match pod anti-affinity rules"라고 알린다
    만일 노드 "node-4"가 합류한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 Pod 4개가 서로 다른 노드 4개에서 실행 중이다

  시나리오: 먼저: 우선순위가 높은 Pod가 낮은 Pod의 자리를 차지한다
    조건 CPU 2개와 메모리 4Gi인 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: low}
      spec:
        terminationGracePeriodSeconds: 5
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec:
        priorityClassName: high
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    그러면 30초 안에 Pod "urgent"이 Running 상태다
    그리고 Pod "low"는 존재하지 않는다
    그리고 Pod "low"의 이벤트 "Preempted"이 "Preempted by pod"라고 알린다

  시나리오: 스케줄링 게이트가 있는 Pod는 게이트가 열릴 때까지 기다린다
    조건 노드가 1개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: gated}
      spec:
        schedulingGates: [{name: example.com/quota}]
        containers: [{name: c, image: "app:1"}]
      """
    그리고 10분이 지난다
    그러면 Pod "gated"이 SchedulingGated 상태다
    만일 `kubectl patch pod gated --type=merge -p '{"spec":{"schedulingGates":null}}'` 명령을 실행한다
    그러면 10초 안에 Pod "gated"이 Running 상태다

  시나리오: 레이블로 고른 다른 네임스페이스의 Pod를 피한다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: batch, labels: {noise: loud}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: crunch, namespace: batch, labels: {app: crunch}}
      spec: {containers: [{name: c, image: "crunch:1"}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: careless}
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: crunch}}}
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: sensitive}
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - topologyKey: kubernetes.io/hostname
                labelSelector: {}
                namespaceSelector: {matchLabels: {noise: loud}}
        containers: [{name: c, image: "web:1"}]
      """
    그리고 10초가 지난다
    그러면 Pod "careless"가 Running 상태다
    그리고 Pod "sensitive"가 Pending 상태다
    만일 `kubectl label namespace batch noise-` 명령을 실행한다
    그리고 4분이 지난다
    그러면 Pod "sensitive"가 Pending 상태다
    그리고 90초 안에 Pod "sensitive"가 Running 상태다

  시나리오: 이미 실행 중인 Pod의 안티어피니티는 새로 오는 Pod도 막는다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hermit}
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
        containers: [{name: c, image: "app:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 `kubectl run web --image=web:1 --labels=app=web` 명령을 실행한다
    그리고 `kubectl run other --image=web:1 --labels=app=other` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "other"가 Running 상태다
    그리고 Pod "web"의 이벤트 "FailedScheduling"이 "1 node(s) didn't satisfy existing pods anti-affinity rules"라고 알린다
    만일 Pod "hermit"를 삭제한다
    그러면 10초 안에 Pod "web"이 Running 상태다

  시나리오: 같은 리비전끼리만 떨어지므로, 노드가 모두 차 있어도 롤아웃이 진행된다
    조건 노드가 3개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: web}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchLabels: {app: web}}
                    matchLabelKeys: [pod-template-hash]
            containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: stuck}
      spec:
        replicas: 3
        selector: {matchLabels: {app: stuck}}
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: stuck}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: stuck}}}
            containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정된다
    그리고 Deployment "web"의 컨테이너 "c"의 이미지를 "web:2"로 바꾼다
    그리고 Deployment "stuck"의 컨테이너 "c"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 Pod 3개가 서로 다른 노드 3개에서 실행 중이다
    만일 10분이 지난다
    그러면 Deployment "stuck"의 대기 중인 Pod가 1개다
    그리고 Deployment "stuck"의 필드 "status.updatedReplicas"의 값은 1이다

  시나리오: 테넌트 목록이 없어도 테넌트마다 노드를 독점한다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: blue}
      spec:
        replicas: 2
        selector: {matchLabels: {tenant: blue}}
        template:
          metadata: {labels: {tenant: blue}}
          spec:
            affinity:
              podAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {}, matchLabelKeys: [tenant]}
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchExpressions: [{key: tenant, operator: Exists}]}
                    mismatchLabelKeys: [tenant]
            containers: [{name: c, image: "app:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: red}
      spec:
        replicas: 2
        selector: {matchLabels: {tenant: red}}
        template:
          metadata: {labels: {tenant: red}}
          spec:
            affinity:
              podAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {topologyKey: kubernetes.io/hostname, labelSelector: {}, matchLabelKeys: [tenant]}
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - topologyKey: kubernetes.io/hostname
                    labelSelector: {matchExpressions: [{key: tenant, operator: Exists}]}
                    mismatchLabelKeys: [tenant]
            containers: [{name: c, image: "app:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "blue"의 Pod 2개가 노드 "node-1"에 있다
    그리고 Deployment "red"의 대기 중인 Pod가 2개다
    그리고 이벤트 "FailedScheduling"이 "1 node(s) didn't match pod anti-affinity rules"라고 알린다
    만일 노드 "node-2"가 합류한다
    그리고 Deployment "blue"를 레플리카 4개로 조정한다
    그리고 클러스터가 안정된다
    그러면 Deployment "red"의 Pod 2개가 노드 "node-2"에 있다
    그리고 Deployment "blue"의 Pod 4개가 노드 "node-1"에 있다
