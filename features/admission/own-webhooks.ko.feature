# language: ko
기능: 직접 만든 웹훅

  웹훅은 기능 파일 곁에 있는 함수다. 설정은 URL의 호스트로 그 함수를 찾는다.

  시나리오: 함수가 말하는 대로 Pod가 처리된다
    조건 노드가 1개인 클러스터
    그리고 웹훅 "./image-policy.ts"
    만일 다음을 적용한다:
      """yaml
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingWebhookConfiguration
      metadata: {name: tags}
      webhooks:
        - name: tags.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods]}]
          clientConfig: {url: "https://tags.example.com/"}
          admissionReviewVersions: [v1]
          sideEffects: None
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingWebhookConfiguration
      metadata: {name: authors}
      webhooks:
        - name: authors.example.com
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
          clientConfig: {url: "https://authors.example.com/"}
          admissionReviewVersions: [v1]
          sideEffects: None
      """
    그리고 `kubectl run web --image=web:latest` 명령을 실행해 본다
    그러면 "admission webhook \"tags.example.com\" denied the request: the image \"web:latest\" may be another one tomorrow"라는 이유로 거부된다
    만일 `kubectl run web --image=web:1` 명령을 실행한다
    그러면 Pod "web"의 필드 "metadata.labels.author"의 값은 "kubernetes-admin"이다
