# language: ko
기능: 웹훅은 쓰기에 관여한다

  웹훅은 API 서버가 물어보는 서버다. 여느 클러스터처럼 Service 뒤의 Pod에서 돈다. 여기서는 쿠버네티스 자체 테스트의 웹훅을
  쓴다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: hooks}
      spec:
        selector: {matchLabels: {app: hooks}}
        template:
          metadata: {labels: {app: hooks}}
          spec:
            containers:
              - name: hooks
                image: registry.k8s.io/e2e-test-images/agnhost:2.53
                args: [webhook, --port=8443, "--sidecar-image=proxy:1"]
                readinessProbe: {httpGet: {path: /readyz, port: 8443}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: hooks}
      spec: {selector: {app: hooks}, ports: [{port: 443, targetPort: 8443}]}
      """
    만일 1분이 지난다

  시나리오: 거부하는 웹훅
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /always-deny}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
          timeoutSeconds: 10
      """
    그리고 `kubectl create configmap settings` 명령을 실행해 본다
    그러면 "admission webhook \"configs.example.com\" denied the request: this webhook denies all requests"라는 이유로 거부된다
    그리고 ConfigMap "settings"가 존재하지 않는다

  시나리오: 원하는 Pod마다 컨테이너를 더하는 웹훅
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: sidecars}
      webhooks:
        - name: sidecars.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /mutating-pods-sidecar}}
          objectSelector: {matchLabels: {inject: "yes"}}
          admissionReviewVersions: [v1]
          sideEffects: None
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {inject: "yes"}}
      spec: {containers: [{name: web, image: "web:1"}]}
      """
    그러면 Pod "web"의 필드 "spec.containers"가 "webhook-added-sidecar"를 포함한다

  시나리오: 대답하지 않는 웹훅은 물어볼 모든 것을 막는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /configmaps}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
          timeoutSeconds: 10
      """
    그리고 `kubectl scale deployment hooks --replicas=0` 명령을 실행한다
    그리고 1분이 지난다
    그리고 `kubectl create configmap settings` 명령을 실행해 본다
    그러면 "failed calling webhook \"configs.example.com\": failed to call webhook: Post \"https://hooks.default.svc:443/configmaps?timeout=10s\": no endpoints available for service \"hooks\""라는 이유로 거부된다

  시나리오: 실패를 무시하기로 했다면 막지 않는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /always-allow-delay-5s}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Ignore
          timeoutSeconds: 1
      """
    그리고 `kubectl create configmap settings` 명령을 실행한다
    그러면 출력에 "configmap/settings created"가 들어 있다

  시나리오: 너무 오래 걸리는 웹훅
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: hooks}
      webhooks:
        - name: configs.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
          clientConfig: {caBundle: Q0E=, service: {name: hooks, namespace: default, path: /always-allow-delay-5s}}
          admissionReviewVersions: [v1]
          sideEffects: None
          failurePolicy: Fail
          timeoutSeconds: 1
      """
    그리고 `kubectl create configmap settings` 명령을 실행해 본다
    그러면 "context deadline exceeded"라는 이유로 거부된다
