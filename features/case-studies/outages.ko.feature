# language: ko
기능: 장애 사례
  머신이 고장 나면 무엇을 잃고, 언제 돌아오며, 무엇이 저절로는 돌아오지 않는지를 보여 준다.

  시나리오: 멈춘 노드의 Pod는 Lease가 만료되고 5분의 톨러레이션이 지난 뒤에 대체된다
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 39초가 지난다
    그러면 노드 "node-1"이 Ready 상태다
    그리고 Service "web"의 엔드포인트가 3개다
    만일 17초가 지난다
    그러면 노드 "node-1"이 NotReady 상태다
    그리고 Service "web"의 엔드포인트가 2개다
    그리고 Node "node-1"의 필드 "spec.taints"가 "node.kubernetes.io/unreachable"를 포함한다
    그리고 Deployment "web"의 활성 Pod가 3개다
    만일 4분 40초가 지난다
    그러면 Deployment "web"의 종료 중인 Pod가 없다
    만일 30초가 지난다
    그러면 Deployment "web"의 종료 중인 Pod가 1개다
    그리고 Deployment "web"의 준비된 Pod가 3개다
    만일 노드 "node-1"이 되살아난다
    그리고 1분이 지난다
    그러면 Deployment "web"의 종료 중인 Pod가 없다
    그리고 노드 "node-1"이 Ready 상태다

  시나리오: 스테이트풀셋은 누군가 노드가 서비스에서 빠졌다고 알릴 때까지 그 머신을 기다린다
    조건 노드가 2개인 클러스터
    그리고 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        replicas: 1
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: db, image: "db:1"}]}
      """
    그리고 클러스터가 안정되어 있다
    그리고 노드 "node-2"를 다시 스케줄 대상으로 돌린다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 20분이 지난다
    그러면 Pod "db-0"이 Terminating 상태다
    그리고 StatefulSet "db"의 준비된 Pod가 없다
    만일 노드 "node-1"에 테인트 "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute"를 건다
    그리고 1분이 지난다
    그러면 Pod "db-0"이 노드 "node-2"에서 Running 상태다

  시나리오: 데몬셋의 Pod는 제자리에 남는다
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            containers: [{name: agent, image: "agent:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 1시간이 지난다
    그러면 DaemonSet "agent"의 활성 Pod가 3개다
    그리고 DaemonSet "agent"의 준비된 Pod가 2개다
    만일 노드 "node-4"가 합류한다
    그러면 1분 안에 DaemonSet "agent"의 준비된 Pod가 3개다
    만일 `kubectl drain node-2` 명령을 실행해 본다
    그러면 "cannot delete DaemonSet-managed Pods"라는 이유로 거부된다
    만일 `kubectl drain node-2 --ignore-daemonsets` 명령을 실행한다
    그러면 출력에 "ignoring DaemonSet-managed Pods"가 들어 있다
    그리고 DaemonSet "agent"의 준비된 Pod가 3개다

  시나리오: 영역의 대부분이 내려가도 작은 클러스터에서는 그 영역에서 아무것도 축출되지 않는다
    조건 영역 "a", "b", "c"에 걸쳐 노드가 15개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 15
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]
            containers: [{name: web, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 노드 "node-4"가 갑자기 멈춘다
    그리고 노드 "node-7"이 갑자기 멈춘다
    그리고 1시간이 지난다
    그러면 Deployment "web"의 준비된 Pod가 12개다
    그리고 Deployment "web"의 활성 Pod가 15개다
    그리고 Deployment "web"의 종료 중인 Pod가 없다

  시나리오: 영역 전체가 내려가면 그 Pod는 다른 영역에서 대체된다
    조건 영역 "a", "b", "c"에 걸쳐 노드가 6개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=6` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 영역 "a"가 내려간다
    그리고 10분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개다
    그리고 Deployment "web"의 Pod가 노드 "node-1"에 없다

  시나리오: 모든 영역이 내려가면 아무것도 축출되지 않고, 돌아왔을 때 모두 그대로 있다
    조건 영역 "a", "b"에 걸쳐 노드가 6개인 클러스터
    그리고 다음을 적용한다:
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
            containers: [{name: web, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 영역 "a"가 내려간다
    그리고 영역 "b"이 내려간다
    그리고 2시간이 지난다
    그러면 Deployment "web"의 활성 Pod가 6개다
    그리고 Deployment "web"의 준비된 Pod가 없다
    만일 영역 "a"가 돌아온다
    그리고 영역 "b"이 돌아온다
    그리고 2분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개다
    그리고 Deployment "web"의 활성 Pod가 6개 초과인 때는 한 번도 없었다
