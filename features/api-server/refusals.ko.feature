# language: ko
기능: API 서버는 저장하기 전에 확인한다

  배경:
    조건 노드가 1개인 클러스터

  시나리오: 셀렉터가 템플릿과 맞지 않는다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {apps: web}}
          spec: {containers: [{name: c, image: "web:1"}]}
      """
    그러면 다음과 같은 이유로 거부된다:
      """
      The Deployment "web" is invalid: spec.template.metadata.labels: Invalid value: {"apps":"web"}: `selector` does not match template `labels`
      """
    그리고 Deployment "web"이 존재하지 않는다

  시나리오: 철자가 틀린 필드
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {ports: [{port: 80}], seelctor: {app: web}}
      """
    그러면 "strict decoding error: unknown field \"spec.seelctor\""라는 이유로 거부된다

  시나리오: 없는 네임스페이스와 지울 수 없는 네임스페이스
    만일 `kubectl run web --image=web:1 -n nowhere` 명령을 실행해 본다
    그러면 "namespaces \"nowhere\" not found"라는 이유로 거부된다
    만일 `kubectl delete namespace kube-system` 명령을 실행해 본다
    그러면 "this namespace may not be deleted"라는 이유로 거부된다

  시나리오: 누가 무엇을 할 수 있는가
    조건 네임스페이스 "team-a"의 Role "view"를 가진 사용자 "bob"
    만일 사용자 "bob"이 `kubectl get pods -n team-a` 명령을 실행한다
    그러면 출력에 "No resources found in team-a namespace."가 들어 있다
    만일 사용자 "bob"이 `kubectl create configmap c -n team-a` 명령을 실행해 본다
    그러면 "cannot create resource \"configmaps\" in API group \"\" in the namespace \"team-a\""라는 이유로 거부된다

  시나리오: 두 번 적용해도 바뀌지 않고, 바꾼 것을 적용하면 그것만 바뀐다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: dev}
      """
    그리고 `kubectl annotate configmap settings reviewed=yes` 명령을 실행한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: prod}
      """
    그러면 출력은 다음과 같다:
      """
      configmap/settings configured
      """
    그리고 ConfigMap "settings"의 필드 "data.mode"의 값은 "prod"이다
    그리고 ConfigMap "settings"의 필드 "metadata.annotations.reviewed"의 값은 "yes"이다
