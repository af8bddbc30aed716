# language: ko
기능: 축출은 먼저 묻고, 삭제는 묻지 않는다
  Pod를 탈 없이 내보내려면 Pod의 Eviction을 만든다. API 서버는 예산을 보고 허락하거나, 요청이 너무 많다고 거절한다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 `kubectl create poddisruptionbudget web --selector=app=web --min-available=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 첫째는 나가고, 둘째는 다른 Pod가 생길 때까지 기다린다
    조건 이미지 "web:1"은 1분 후에 준비된다
    그리고 `kubectl run single --image=web:1 --labels=app=web` 명령을 실행한다
    그리고 `kubectl run other --image=web:1 --labels=app=web` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 Deployment "web"을 레플리카 1개로 조정한다
    그리고 클러스터가 안정되어 있다
    그리고 PodDisruptionBudget "web"의 필드 "status.disruptionsAllowed"의 값은 1이다
    만일 Pod "single"를 축출한다
    그리고 Pod "other"를 축출해 본다
    그러면 "Cannot evict pod as it would violate the pod's disruption budget."라는 이유로 거부된다
    만일 클러스터가 안정된다
    그러면 Pod "single"가 존재하지 않는다
    그리고 Pod "other"가 존재한다
    만일 Deployment "web"을 레플리카 2개로 조정한다
    그리고 2분이 지난다
    그리고 Pod "other"를 축출한다
    그리고 클러스터가 안정된다
    그러면 Pod "other"가 존재하지 않는다

  시나리오: 축출된 Pod에는 그 이유가 적힌다
    조건 `kubectl run slow --image=slow:1` 명령을 실행한다
    그리고 이미지 "slow:1"은 멈추는 데 20초가 걸린다
    그리고 클러스터가 안정되어 있다
    만일 Pod "slow"를 축출한다
    그리고 5초가 지난다
    그러면 Pod "slow"가 Terminating 상태다
    그리고 Pod "slow"의 필드 "status.conditions[?(@.type=='DisruptionTarget')].reason"의 값은 "EvictionByEvictionAPI"이다

  시나리오: 삭제는 아무에게도 묻지 않는다
    만일 `kubectl delete pods -l app=web --wait=false` 명령을 실행한다
    그러면 Deployment "web"의 활성 Pod가 없다
    그리고 PodDisruptionBudget "web"의 필드 "status.disruptionsAllowed"의 값은 1이다

  시나리오: 실행 중이지만 준비되지 않은 Pod는 나머지가 예산을 채울 때만 나갈 수 있다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: sick, labels: {app: web}}
      spec:
        containers: [{name: c, image: "web:1", readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}}]
      """
    그리고 클러스터가 안정되어 있다
    그리고 Deployment "web"을 레플리카 1개로 조정한다
    그리고 Pod "sick"이 준비성 프로브에 응답하지 않게 된다
    그리고 1분이 지난다
    그러면 PodDisruptionBudget "web"이 다음과 일치한다:
      """yaml
      status: {currentHealthy: 1, desiredHealthy: 2, disruptionsAllowed: 0}
      """
    만일 Pod "sick"을 축출해 본다
    그러면 "Cannot evict pod as it would violate the pod's disruption budget."라는 이유로 거부된다
    만일 Deployment "web"을 레플리카 2개로 조정한다
    그리고 클러스터가 안정된다
    그리고 Pod "sick"을 축출한다
    그리고 클러스터가 안정된다
    그러면 Pod "sick"이 존재하지 않는다

  시나리오: 어떤 종류든 scale이 말하는 수의 절반은 남아야 한다
    조건 파일 "../../custom-resources/k8s/guestbook-crd.yaml"이 적용되어 있다
    그리고 컨트롤러 "../../custom-resources/guestbook-controller.ts"
    그리고 클러스터가 안정되어 있다
    그리고 파일 "../../custom-resources/k8s/guestbook.yaml"이 적용되어 있다
    그리고 `kubectl scale guestbook/visitors --replicas=5` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: visitors}
      spec: {minAvailable: 50%, selector: {matchLabels: {guestbook: visitors}}}
      """
    그리고 클러스터가 안정된다
    그러면 PodDisruptionBudget "visitors"가 다음과 일치한다:
      """yaml
      status: {expectedPods: 5, desiredHealthy: 3, disruptionsAllowed: 2}
      """

  시나리오: 주인 없는 Pod에서는 비율을 알 수 없다
    조건 `kubectl run lonely --image=web:1 --labels=app=lonely` 명령을 실행한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: lonely}
      spec: {maxUnavailable: 50%, selector: {matchLabels: {app: lonely}}}
      """
    그리고 클러스터가 안정되어 있다
    그러면 PodDisruptionBudget "lonely"의 이벤트 "UnmanagedPods"가 "were found to be unmanaged"라고 알린다
    그리고 PodDisruptionBudget "lonely"의 필드 "status.disruptionsAllowed"의 값은 0이다
    만일 Pod "lonely"를 축출해 본다
    그러면 "Cannot evict pod as it would violate the pod's disruption budget."라는 이유로 거부된다
