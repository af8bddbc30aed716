# language: ko
기능: 테인트는 Pod를 막거나 내쫓는다
  NoSchedule은 새로 오는 Pod를 막고, PreferNoSchedule은 되도록 다른 곳으로 보내고, NoExecute는 실행 중인 Pod도 내쫓는다.
  곧바로 내쫓거나, Pod가 견디겠다고 한 초만큼 기다렸다가 내쫓는다.

  시나리오: 실행 중인 Pod는 남고, 새 Pod는 오지 않는다
    조건 노드가 1개인 클러스터
    그리고 `kubectl run early --image=web:1` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"에 테인트 "maintenance=soon:NoSchedule"를 건다
    그리고 `kubectl run late --image=web:1` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Pod "early"가 Running 상태다
    그리고 Pod "late"가 Pending 상태다
    만일 `kubectl taint node node-1 maintenance-` 명령을 실행한다
    그러면 10초 안에 Pod "late"가 Running 상태다

  시나리오: 되도록 다른 곳에, 안 되면 여기에
    조건 CPU 2개와 메모리 4Gi인 노드가 2개인 클러스터
    그리고 노드 "node-1"에 테인트 "old=true:PreferNoSchedule"를 건다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "web:1", resources: {requests: {cpu: 700m}}}]}
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 Pod 2개가 노드 "node-2"에 있다
    만일 Deployment "web"을 레플리카 3개로 조정한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 Pod 1개가 노드 "node-1"에 있다

  시나리오: 곧바로, 1분 뒤에, 또는 끝내 내쫓기지 않는다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: plain}
      spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "web:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec:
        terminationGracePeriodSeconds: 1
        tolerations: [{key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: immune}
      spec:
        tolerations: [{operator: Exists}]
        containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"에 테인트 "maintenance=now:NoExecute"를 건다
    그리고 5초가 지난다
    그러면 Pod "plain"은 존재하지 않는다
    그리고 Pod "plain"의 이벤트 "TaintManagerEviction"이 "Marking for deletion Pod default/plain"라고 알린다
    그리고 Pod "patient"가 Running 상태다
    만일 50초가 지난다
    그러면 Pod "patient"가 Running 상태다
    만일 10초가 지난다
    그러면 Pod "patient"는 존재하지 않는다
    만일 1시간이 지난다
    그러면 Pod "immune"가 Running 상태다

  시나리오: 제때 사라진 테인트는 Pod를 남겨 둔다
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec:
        tolerations: [{key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]
        containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"에 테인트 "maintenance=now:NoExecute"를 건다
    그리고 50초가 지난다
    그리고 `kubectl taint node node-1 maintenance:NoExecute-` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Pod "patient"가 Running 상태다
    그리고 Pod "patient"의 이벤트 "TaintManagerEviction"이 "Cancelling deletion of Pod default/patient"라고 알린다

  시나리오: 따로 정하지 않으면 모든 Pod는 잃은 노드를 5분 동안 견디고, 데몬은 끝까지 견딘다
    조건 노드가 3개인 클러스터
    만일 `kubectl run plain --image=web:1 --overrides='{"spec": {"nodeName": "node-1"}}'` 명령을 실행한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: c, image: "agent:1"}]}
      """
    그리고 10초가 지난다
    그러면 Pod "plain"이 다음과 일치한다:
      """yaml
      spec:
        tolerations:
          - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
          - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
      """
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 10분이 지난다
    그러면 Pod "plain"이 Terminating 상태다
    그리고 DaemonSet "agent"의 종료 중인 Pod가 없다
