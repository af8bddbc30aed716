# language: ko
기능: 노드가 정상 종료되고, kubelet이 다시 시작된다
  종료를 전해 들은 kubelet은 노드가 준비되지 않았다고 알리고, 일반 Pod를 먼저, 중요한 Pod를 나중에 종료한다.
  소식이 끊긴 노드의 Pod는 노드가 정말 꺼졌다고 누군가 알려 주어야 완전히 포기된다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 파일 "k8s/web.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다

  시나리오: 정상 종료되는 노드의 Pod는 차례로 끝나고 곧바로 대체된다
    만일 노드 "node-1"이 30초 안에 정상 종료된다
    그리고 3초가 지난다
    그러면 노드 "node-1"이 NotReady 상태다
    그리고 Node "node-1"의 필드 "status.conditions[?(@.type==\"Ready\")].message"의 값은 "node is shutting down"이다
    그리고 Deployment "web"이 30초 안에 사용 가능 상태가 된다
    그리고 1분 안에 Deployment "web"의 준비된 Pod가 4개다
    만일 5분이 지난다
    그리고 노드 "node-1"이 되살아난다
    그러면 노드 "node-1"이 1분 안에 Ready 상태가 된다

  시나리오: 다시 시작된 kubelet은 실행 중인 컨테이너를 찾아낸다
    만일 노드 "node-2"의 kubelet이 멈춘다
    그리고 30초가 지난다
    그리고 노드 "node-2"의 kubelet이 다시 시작된다
    그리고 10초가 지난다
    그러면 노드 "node-2"가 Ready 상태다
    그리고 Deployment "web"의 준비된 Pod가 4개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  시나리오: kubelet이 없는 노드는 컨테이너가 돌고 있어도 잃은 것으로 여겨진다
    만일 노드 "node-2"의 kubelet이 멈춘다
    그러면 노드 "node-2"가 1분 안에 NotReady 상태가 된다
    만일 노드 "node-2"의 kubelet이 다시 시작된다
    그러면 노드 "node-2"가 30초 안에 Ready 상태가 된다
    그리고 30초 안에 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 서비스에서 제외되었다고 선언된 노드는 Pod를 내놓는다
    만일 노드 "node-3"이 갑자기 멈춘다
    그리고 7분이 지난다
    그러면 Deployment "web"의 종료 중인 Pod가 1개 이상이다
    만일 노드 "node-3"에 테인트 "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute"를 건다
    그러면 30초 안에 Deployment "web"의 종료 중인 Pod가 없다

  시나리오: 일반 Pod가 먼저, 핵심 Pod가 나중에 끝나고, 새 Pod는 받지 않는다
    조건 이미지 "slow:1"은 멈추는 데 1분가 걸린다
    그리고 이미지 "vital:1"은 멈추는 데 5초가 걸린다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: ordinary}
      spec: {nodeName: node-1, terminationGracePeriodSeconds: 90, containers: [{name: c, image: "slow:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: vital, namespace: kube-system}
      spec: {nodeName: node-1, priorityClassName: system-node-critical, containers: [{name: c, image: "vital:1"}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"이 30초 안에 정상 종료된다
    그리고 10초가 지난다
    그러면 Pod "ordinary"가 Running 상태다
    그리고 Pod "kube-system/vital"이 Running 상태다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: late}
      spec: {nodeName: node-1, containers: [{name: c, image: "web:1"}]}
      """
    그러면 5초 안에 Pod "late"의 필드 "status.reason"의 값은 "NodeShutdown"이다
    그리고 Pod "late"의 필드 "status.message"가 "Pod was rejected as the node is shutting down."을 포함한다
    만일 11초가 지난다
    그러면 Pod "ordinary"가 다음과 일치한다:
      """yaml
      status:
        phase: Failed
        reason: Terminated
        message: Pod was terminated in response to imminent node shutdown.
        (containerStatuses[0].state.terminated.exitCode): 137
      """
    그리고 Pod "kube-system/vital"이 Running 상태다
    만일 5초가 지난다
    그러면 Pod "kube-system/vital"의 필드 "status.phase"의 값은 "Failed"이다

  시나리오: 메모리를 너무 많이 쓴 컨테이너는 커널이 종료하고 다시 시작된다
    만일 Deployment "web"의 컨테이너 하나가 메모리 부족으로 종료된다
    그리고 10초가 지난다
    그러면 Deployment "web"의 Pod 1개가 다시 시작한 적이 있다
    그리고 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 한도보다 많이 쓰면 거듭 종료되고, 한도 아래에 있으면 종료되지 않는다
    조건 이미지 "greedy:1"은 CPU 100m과 메모리 300Mi를 사용한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: tight}
      spec: {containers: [{name: c, image: "greedy:1", resources: {limits: {memory: 256Mi}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: roomy}
      spec: {containers: [{name: c, image: "greedy:1", resources: {limits: {memory: 512Mi}}}]}
      """
    그리고 5분이 지난다
    그러면 Pod "tight"가 CrashLoopBackOff 상태다
    그리고 Pod "tight"가 다음과 일치한다:
      """yaml
      status:
        (containerStatuses[0].lastState.terminated.[reason, exitCode]): [OOMKilled, 137]
      """
    그리고 Pod "roomy"가 Running 상태다
    그리고 Pod "roomy"가 다시 시작한 적이 없다
