# language: ko
기능: 관리자는 아무도 해서는 안 되는 일을 CEL로 금지한다

  ValidatingAdmissionPolicy는 무엇을 보고 무엇이 성립해야 하는지를, 바인딩은 어디에 적용되고 어기면 어떻게 되는지를
  정한다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: few-replicas}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
        paramKind: {apiVersion: v1, kind: ConfigMap}
        variables:
          - {name: max, expression: int(params.data.max)}
        validations:
          - expression: object.spec.replicas <= variables.max
            messageExpression: "'at most ' + string(variables.max) + ' replicas'"
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: limits}
      data: {max: "3"}
      """

  시나리오: 너무 큰 Deployment는 거부된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: everywhere}
      spec:
        policyName: few-replicas
        validationActions: [Deny]
        paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}
      """
    그리고 `kubectl create deployment web --image=web:1 --replicas=5` 명령을 실행해 본다
    그러면 "ValidatingAdmissionPolicy 'few-replicas' with binding 'everywhere' denied request: at most 3 replicas"라는 이유로 거부된다
    그리고 Deployment "web"이 존재하지 않는다
    만일 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 다음을 적용해 본다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """
    그러면 "at most 3 replicas"라는 이유로 거부된다
    그리고 Deployment "web"의 필드 "spec.replicas"의 값은 3이다

  시나리오: 바인딩은 먼저 경고만 할 수도 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: everywhere}
      spec:
        policyName: few-replicas
        validationActions: [Warn]
        paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}
      """
    그리고 `kubectl create deployment web --image=web:1 --replicas=5` 명령을 실행한다
    그러면 출력에 "Warning: Validation failed for ValidatingAdmissionPolicy 'few-replicas' with binding 'everywhere': at most 3 replicas"가 들어 있다
    그리고 Deployment "web"의 필드 "spec.replicas"의 값은 5이다

  시나리오: 컴파일되지 않는 정책은 그 자체가 거부된다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: broken}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
        validations:
          - expression: obejct.spec.replicas <= 3
      """
    그러면 "undeclared reference to 'obejct'"라는 이유로 거부된다
