# language: ko
기능: 스케줄러는 알맞은 노드를 찾고, 없으면 이유를 말한다

  시나리오: 자리가 없다가 더 큰 노드가 합류하면 들어간다
    조건 CPU 2개와 메모리 4Gi인 노드가 3개인 클러스터
    만일 노드 "node-3"에 테인트 "dedicated=ml:NoSchedule"을 건다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec:
        containers:
          - name: big
            image: big:1
            resources: {requests: {cpu: "3"}}
      """
    그리고 10초가 지난다
    그러면 Pod "big"이 Pending 상태다
    그리고 Pod "big"의 이벤트 "FailedScheduling"이 "2 Insufficient cpu"라고 알린다
    만일 노드 "node-4"가 CPU 4개와 메모리 8Gi로 합류한다
    그러면 30초 안에 Pod "big"이 노드 "node-4"에서 Running 상태다

  시나리오: Pod는 노드 어피니티가 바라는 곳으로 간다
    조건 다음 노드들로 이루어진 클러스터:
      | name  | cpu | memory | zone | labels             | taints                  |
      | cpu-1 | 4   | 16Gi   | a    | disk=ssd           |                         |
      | gpu-1 | 8   | 32Gi   | b    | accelerator=nvidia | dedicated=ml:NoSchedule |
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: training}
      spec:
        nodeSelector: {accelerator: nvidia}
        tolerations: [{key: dedicated, operator: Equal, value: ml, effect: NoSchedule}]
        containers: [{name: c, image: "train:1"}]
      """
    그러면 10초 안에 Pod "training"이 노드 "gpu-1"에서 Running 상태다

  시나리오: 영역에 고르게 퍼진다
    조건 영역 "a", "b", "c"에 걸쳐 노드가 6개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 6
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
            containers: [{name: web, image: "web:1"}]
      """
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 Deployment "web"의 Pod 2개가 영역 "a"에서 실행 중이다
    그리고 Deployment "web"의 Pod 2개가 영역 "b"에서 실행 중이다
    그리고 Deployment "web"의 Pod 2개가 영역 "c"에서 실행 중이다

  시나리오: 장치를 요구하는 Pod는 노드를 찾지 못하고, 그 까닭을 듣는다
    조건 노드가 2개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: training}
      spec:
        resourceClaims: [{name: gpu, resourceClaimName: my-gpu}]
        containers: [{name: c, image: "train:1", resources: {claims: [{name: gpu}]}}]
      """
    그리고 10초가 지난다
    그러면 Pod "training"이 Pending 상태다
    그리고 Pod "training"의 이벤트 "FailedScheduling"이 "0/2 nodes are available: dynamic resource allocation is not simulated."라고 알린다

  시나리오: 호스트 포트는 노드마다 한 번만 쓸 수 있다
    조건 노드가 2개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: proxy}
      spec:
        replicas: 3
        selector: {matchLabels: {app: proxy}}
        template:
          metadata: {labels: {app: proxy}}
          spec:
            containers: [{name: c, image: "proxy:1", ports: [{containerPort: 80, hostPort: 80}]}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "proxy"의 Pod 2개가 서로 다른 노드 2개에서 실행 중이다
    그리고 이벤트 "FailedScheduling"이 "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports."라고 알린다
    만일 노드 "node-3"이 합류한다
    그러면 10초 안에 Deployment "proxy"의 Pod 3개가 서로 다른 노드 3개에서 실행 중이다

  시나리오: 큰 이미지를 이미 가진 노드를 더 좋아한다
    조건 이미지 "registry.example.com/big:1"의 크기는 2Gi다
    그리고 노드가 2개인 클러스터
    그리고 `kubectl run warm --image=registry.example.com/big:1 --overrides='{"spec": {"nodeName": "node-2"}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 Pod "warm"을 삭제한다
    그리고 10분이 지난다
    만일 `kubectl run cold --image=registry.example.com/big:1` 명령을 실행한다
    그러면 10초 안에 Pod "cold"가 노드 "node-2"에서 Running 상태다
