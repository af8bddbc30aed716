# language: ko
기능: API 서버는 남의 일을 무너뜨릴 요청을 거부한다
  이름은 한 번만 쓸 수 있고, 어떤 필드는 한 번 정해지면 그만이며, 남이 소유한 것을 바꾸려는 이에게는 그 사실을 알린다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """

  시나리오: 이름은 한 번만 쓸 수 있다
    만일 `kubectl create deployment web --image=web:2` 명령을 실행해 본다
    그러면 "deployments.apps \"web\" already exists"라는 이유로 거부된다
    만일 `kubectl get deployment wed` 명령을 실행해 본다
    그러면 "deployments.apps \"wed\" not found"라는 이유로 거부된다

  시나리오: 셀렉터는 Deployment를 만들 때 정해진다
    만일 Deployment "web"을 다음과 같이 패치해 본다:
      """yaml
      spec:
        selector: {matchLabels: {tier: front}}
        template: {metadata: {labels: {tier: front}}}
      """
    그러면 "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"web\",\"tier\":\"front\"}}: field is immutable"라는 이유로 거부된다

  시나리오: 불변으로 선언한 ConfigMap
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      immutable: true
      data: {mode: prod}
      """
    만일 ConfigMap "settings"를 다음과 같이 패치해 본다:
      """yaml
      data: {mode: dev}
      """
    그러면 "data: Forbidden: field is immutable when `immutable` is set"라는 이유로 거부된다
    그리고 ConfigMap "settings"의 필드 "data.mode"의 값은 "prod"이다

  시나리오: 같은 버전을 읽은 둘 가운데 나중 것은 다시 읽어야 한다
    만일 다음을 넘겨 `kubectl replace -f -` 명령을 실행해 본다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kube-root-ca.crt, resourceVersion: "1"}
      data: {}
      """
    그러면 "the object has been modified; please apply your changes to the latest version and try again"라는 이유로 거부된다

  시나리오: 서버 사이드 어플라이는 필드의 소유자를 알려 주고, 고집하는 이에게 넘긴다
    조건 다음을 넘겨 `kubectl apply --server-side --force-conflicts --field-manager=platform -f -` 명령을 실행한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {replicas: 3}
      """
    만일 다음을 넘겨 `kubectl apply --server-side --field-manager=team -f -` 명령을 실행해 본다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {replicas: 5}
      """
    그러면 "conflict with \"platform\": .spec.replicas"라는 이유로 거부된다
    그리고 Deployment "web"의 필드 "spec.replicas"의 값은 "3"이다
    만일 다음을 넘겨 `kubectl apply --server-side --force-conflicts --field-manager=team -f -` 명령을 실행한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec: {replicas: 5}
      """
    그러면 Deployment "web"의 필드 "spec.replicas"의 값은 "5"이다

  시나리오: 예행연습은 실제와 똑같이 심사받고 아무것도 남기지 않는다
    만일 `kubectl create configmap plan --from-literal=a=b --dry-run=server` 명령을 실행한다
    그러면 출력에 "configmap/plan created (server dry run)"가 들어 있다
    그리고 ConfigMap "plan"이 존재하지 않는다
    만일 `kubectl create deployment web --image=web:2 --dry-run=server` 명령을 실행해 본다
    그러면 "already exists"라는 이유로 거부된다

  시나리오: 자기에게 없는 권한은 남에게 줄 수 없다
    조건 `kubectl create clusterrole clerk --verb=create,get --resource=roles.rbac.authorization.k8s.io` 명령을 실행한다
    그리고 `kubectl create clusterrolebinding clerks --clusterrole=clerk --user=dana` 명령을 실행한다
    만일 `kubectl create role keys --verb=get --resource=secrets --as=dana` 명령을 실행해 본다
    그러면 "user \"dana\" (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held"라는 이유로 거부된다
    그리고 Role "keys"가 존재하지 않는다

  시나리오: 정의 자신의 CEL 규칙
    조건 다음을 적용한다:
      """yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: ranges.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: ranges, kind: Range}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      min: {type: integer}
                      max: {type: integer}
                    x-kubernetes-validations:
                      - {rule: self.min <= self.max, message: min must not exceed max}
      """
    그리고 `kubectl wait --for condition=established crd/ranges.example.com` 명령을 실행한다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: example.com/v1
      kind: Range
      metadata: {name: pods}
      spec: {min: 5, max: 3}
      """
    그러면 "min must not exceed max"라는 이유로 거부된다
