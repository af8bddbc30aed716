# language: ko
기능: 노드를 비우면 Pod가 옮겨 가고, 예산은 지켜진다

  배경:
    조건 노드가 3개인 클러스터
    그리고 파일 "k8s/web.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다

  시나리오: 한 번에 하나만 허락하는 예산이 지켜진다
    조건 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec:
        maxUnavailable: 1
        selector: {matchLabels: {app: web}}
      """
    그리고 클러스터가 안정된다
    만일 노드 "node-1"을 비운다
    그러면 Deployment "web"의 Pod가 노드 "node-1"에 없다
    그리고 노드 "node-1"이 SchedulingDisabled 상태다
    그리고 1분 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 「노드 "node-1"을 비운다」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다
    만일 노드 "node-1"을 다시 스케줄 대상으로 돌린다
    그러면 노드 "node-1"이 Ready 상태다

  시나리오: 아무것도 허락하지 않는 예산은 작업을 붙잡는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec:
        minAvailable: 4
        selector: {matchLabels: {app: web}}
      """
    그리고 클러스터가 안정된다
    만일 1분 동안 노드 "node-1"을 비워 본다
    그러면 "Cannot evict pod as it would violate the pod's disruption budget."라는 이유로 거부된다
    그리고 Deployment "web"의 준비된 Pod가 4개다
    만일 Pod "no-such-pod"를 축출해 본다
    그러면 "pods \"no-such-pod\" not found"라는 이유로 거부된다
