# language: ko
기능: 오브젝트는 바라는 것을 말하고 지금을 보여 준다
  spec은 바람이고 status는 보고다. 컨트롤러는 바람을 현실로 만드는 일을 되풀이한다.

  배경:
    조건 노드가 2개인 클러스터

  시나리오: 바람에는 번호가 있고, 들은 쪽이 들었다고 적는다
    조건 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 Deployment "web"의 필드 "metadata.generation"의 값은 1이다
    만일 "kube-controller-manager"가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 3개로 조정한다
    그리고 1분이 지난다
    그러면 Deployment "web"이 다음과 일치한다:
      """yaml
      metadata: {generation: 2}
      spec: {replicas: 3}
      status: {observedGeneration: 1, replicas: 1}
      """
    만일 "kube-controller-manager"가 다시 시작된다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"이 다음과 일치한다:
      """yaml
      status: {observedGeneration: 2, replicas: 3}
      """

  시나리오: 컨트롤러 모르게 지운 것은 다시 생긴다
    조건 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl delete replicasets --all` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 ReplicaSet 수는 1개다
    그리고 Deployment "web"의 준비된 Pod가 2개다

  시나리오: 이름은 한 번에 하나만 쓰고, 다시 쓰면 다른 오브젝트다
    조건 `kubectl create configmap settings --from-literal=mode=dev` 명령을 실행한다
    만일 `kubectl create configmap settings` 명령을 실행해 본다
    그러면 'configmaps "settings" already exists'라는 이유로 거부된다
    만일 ConfigMap "settings"를 삭제한다
    그리고 `kubectl create configmap settings --from-literal=mode=prod` 명령을 실행한다
    그러면 ConfigMap "settings"의 필드 "data.mode"의 값은 "prod"이다

  시나리오: 레이블은 고르려고, 애너테이션은 알리려고 붙인다
    조건 `kubectl run one --image=web:1 --labels=app=web,tier=front` 명령을 실행한다
    그리고 `kubectl run two --image=web:1 --labels=app=web,tier=back` 명령을 실행한다
    그리고 Pod "one"에 애너테이션 "team=shop"을 붙인다
    만일 `kubectl get pods -l 'app=web,tier in (front)' -o name` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      pod/one
      """
    만일 `kubectl get pods --field-selector=status.phase!=Succeeded -o name` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      pod/one
      pod/two
      """

  시나리오: 두 사람이 함께 고치면, 앞의 변경을 못 본 쪽이 거절당한다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: dev}
      """
    만일 다음을 넘겨 `kubectl replace -f -` 명령을 실행해 본다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, resourceVersion: "1"}
      data: {mode: prod}
      """
    그러면 "the object has been modified; please apply your changes to the latest version and try again"라는 이유로 거부된다
    그리고 ConfigMap "settings"의 필드 "data.mode"의 값은 "dev"이다
