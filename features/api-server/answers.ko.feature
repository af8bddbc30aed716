# language: ko
기능: 거부에는 저마다의 이유가 있다
  이유는 응답 Status의 일부이며 HTTP 코드 하나와 짝을 이룬다. 클라이언트는 그것을 보고 다시 시도할지, 새로 읽을지, 포기할지를 정한다.

  배경:
    먼저 노드가 1개인 클러스터

  시나리오: 잘못된 방식의 요청 (400 BadRequest)
    만약 `kubectl get --raw '/api/v1/namespaces/default/configmaps?labelSelector=a+b+c'` 명령을 실행해 본다
    그러면 "Error from server (BadRequest): unable to parse requirement"라는 이유로 거부된다
    만약 다음을 넘겨 `kubectl create --raw /api/v1/namespaces/default/configmaps -f -` 명령을 실행해 본다:
      """
      {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings", "namespace": "elsewhere"}}
      """
    그러면 "the namespace of the provided object does not match the namespace sent on the request"라는 이유로 거부된다
    그리고 ConfigMap "settings"가 존재하지 않는다

  시나리오: 아무도 모르는 사람 (401 Unauthorized), 남을 대신해 말할 수 없는 사람 (403 Forbidden)
    먼저 사용자 "eve"
    만약 모르는 사람이 "/api/v1/namespaces/default/pods"를 받아 본다
    그러면 '"reason":"Unauthorized","code":401'라는 이유로 거부된다
    만약 사용자 "eve"가 `kubectl get pods --as=kubernetes-admin` 명령을 실행해 본다
    그러면 'users "kubernetes-admin" is forbidden: User "eve" cannot impersonate resource "users" in API group "" at the cluster scope'라는 이유로 거부된다

  시나리오: 없는 것 (404 NotFound): 오브젝트 하나, 또는 리소스 자체
    만약 `kubectl get configmap settings` 명령을 실행해 본다
    그러면 'Error from server (NotFound): configmaps "settings" not found'라는 이유로 거부된다
    만약 `kubectl get --raw /api/v1/namespaces/default/nothings` 명령을 실행해 본다
    그러면 "Error from server (NotFound): the server could not find the requested resource"라는 이유로 거부된다

  시나리오: 로그는 읽을 수 있어도 지울 수는 없다 (405 MethodNotAllowed)
    먼저 `kubectl run web --image=nginx` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만약 `kubectl delete --raw /api/v1/namespaces/default/pods/web/log` 명령을 실행해 본다
    그러면 "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource"라는 이유로 거부된다
    그리고 Pod "web"이 Running 상태다

  시나리오: 여기서는 아무도 HTML을 쓰지 않는다 (406 NotAcceptable)
    만약 "/api/v1/namespaces/default/pods"를 "text/html"로 받아 본다
    그러면 "only the following media types are accepted: application/json, application/yaml"라는 이유로 거부된다
    만약 "/api/v1/namespaces/default/pods"를 "application/json"으로 받아 본다
    그러면 성공한다
    그리고 출력에 '"kind":"PodList"'가 들어 있다

  시나리오: 누군가가 더 빨랐거나 (409 Conflict), 이제는 이름만 같은 다른 오브젝트다
    먼저 `kubectl create configmap settings` 명령을 실행한다
    만약 다음을 넘겨 `kubectl delete --raw /api/v1/namespaces/default/configmaps/settings -f -` 명령을 실행해 본다:
      """
      {"preconditions": {"uid": "11111111-2222-3333-4444-555555555555"}}
      """
    그러면 "the UID in the precondition (11111111-2222-3333-4444-555555555555) does not match the UID in record"라는 이유로 거부된다
    그리고 ConfigMap "settings"가 있다

  시나리오: 예전 일은 이제 잊혔다 (410 Expired)
    먼저 `kubectl create configmap settings` 명령을 실행한다
    그리고 `kubectl delete configmap settings` 명령을 실행한다
    만약 `kubectl get --raw '/api/v1/namespaces/default/configmaps?resourceVersion=5&resourceVersionMatch=Exact'` 명령을 실행한다
    그러면 출력에 '"resourceVersion":"5"'가 들어 있다
    만약 etcd가 압축된다
    그리고 `kubectl get --raw '/api/v1/namespaces/default/configmaps?resourceVersion=5&resourceVersionMatch=Exact'` 명령을 실행해 본다
    그러면 "Error from server (Expired): The resourceVersion for the provided list is too old"라는 이유로 거부된다

  시나리오: 커스텀 리소스가 받지 않는 종류의 패치 (415 UnsupportedMediaType)
    먼저 다음을 적용한다:
      """yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: backups.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: backups, singular: backup, kind: Backup}
        versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """
    그리고 CustomResourceDefinition "backups.example.com"이 10초 안에 established 상태가 된다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      """
    만약 `kubectl patch backup nightly --type=strategic -p '{"spec":{"keep":3}}'` 명령을 실행해 본다
    그러면 "application/strategic-merge-patch+json is not supported by example.com/v1, Kind=Backup: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"라는 이유로 거부된다
    만약 `kubectl patch backup nightly --type=merge -p '{"spec":{"keep":3}}'` 명령을 실행한다
    그러면 Backup "nightly"의 필드 "spec.keep"의 값은 3이다

  시나리오: 읽을 수는 있어도 말이 되지 않는 것 (422 Invalid), 필드마다 한 줄씩
    만약 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: 1web}
      spec: {ports: [{port: 70000}]}
      """
    그러면 다음과 같은 이유로 거부된다:
      """
      The Service "1web" is invalid: 
      * metadata.name: Invalid value: "1web": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
      * spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive
      """

  시나리오: StatefulSet은 일부만 바꿀 수 있다
    먼저 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        selector: {matchLabels: {app: db}}
        template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "db:1"}]}}
      """
    만약 `kubectl patch statefulset db -p '{"spec":{"serviceName":"other"}}'` 명령을 실행해 본다
    그러면 "spec: Forbidden: updates to statefulset spec for fields other than"라는 이유로 거부된다
    그리고 StatefulSet "db"의 필드 "spec.serviceName"의 값은 "db"이다

  시나리오 개요: 없는 <what>을 부르는 Pod
    만약 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {<field>: nobody, containers: [{name: c, image: nginx}]}
      """
    그러면 "pods \"web\" is forbidden: <why>"라는 이유로 거부된다
    그리고 Pod "web"이 존재하지 않는다

    예:
      | what            | field              | why                                                                                        |
      | 우선순위 클래스 | priorityClassName  | no PriorityClass with name nobody was found                                                |
      | 서비스 어카운트 | serviceAccountName | error looking up service account default/nobody: serviceaccount \"nobody\" not found       |
      | 런타임 클래스   | runtimeClassName   | pod rejected: RuntimeClass \"nobody\" not found                                            |

  시나리오: 필드를 얼마나 엄격하게 볼지는 보내는 쪽이 정한다
    만약 다음을 넘겨 `kubectl apply --validate=strict -f -` 명령을 실행해 본다:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, dta: {}}
      """
    그러면 'strict decoding error: unknown field "dta"'라는 이유로 거부된다
    만약 다음을 넘겨 `kubectl apply --validate=warn -f -` 명령을 실행한다:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, dta: {}}
      """
    그러면 출력에 'Warning: unknown field "dta"'가 들어 있다
    그리고 ConfigMap "settings"가 있다
    만약 다음을 넘겨 `kubectl apply --validate=ignore -f -` 명령을 실행한다:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: others}, dta: {}}
      """
    그러면 출력은 다음과 같다:
      """
      configmap/others created
      """
