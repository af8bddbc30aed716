# language: ko
기능: kubectl은 무엇이 바뀔지 보여 주고, 바꾼다

  배경:
    조건 노드가 2개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: conf}
      data: {mode: dev}
      """

  시나리오: diff는 apply가 할 일을 보여 준다
    만일 다음을 넘겨 `kubectl diff -f -` 명령을 실행해 본다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: conf}
      data: {mode: prod}
      """
    그러면 출력에 "-  mode: dev"가 들어 있다
    그리고 출력에 "+  mode: prod"가 들어 있다
    그리고 ConfigMap "conf"의 필드 "data.mode"의 값은 "dev"이다

  시나리오: edit은 환경 변수가 가리키는 편집기를 연다
    만일 `KUBE_EDITOR="sed -i s/dev/prod/" kubectl edit configmap conf` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      configmap/conf edited
      """
    그리고 ConfigMap "conf"의 필드 "data.mode"의 값은 "prod"이다

  시나리오: 서버가 올바르지 않다고 보는 편집은 취소된다
    조건 `kubectl create deployment web --image=nginx` 명령을 실행한다
    만일 `KUBE_EDITOR="sed -i 's/replicas: .*/replicas: -5/'" kubectl edit deployment web` 명령을 실행해 본다
    그러면 "Edit cancelled, no valid changes were saved."라는 이유로 거부된다
    그리고 Deployment "web"의 필드 "spec.replicas"의 값은 1이다

  시나리오: 컨텍스트의 네임스페이스는 그 뒤의 명령에도 쓰인다
    조건 `kubectl create namespace shop` 명령을 실행한다
    만일 `kubectl config set-context --current --namespace=shop` 명령을 실행한다
    그리고 `kubectl create configmap other --from-literal=a=b` 명령을 실행한다
    그리고 `kubectl get configmap other -o jsonpath={.metadata.namespace}` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      shop
      """

  시나리오: 컨테이너 안에서 명령을 실행한다
    조건 `kubectl run box --image=busybox --command -- sleep 1d` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl exec box -- sh -c 'echo hello from $HOSTNAME'` 명령을 실행한다
    그러면 출력에 "hello from box"가 들어 있다
