Feature: A webhook of your own

  A webhook is a function in a file beside the feature; a configuration reaches it by the host of its URL.

  Scenario: What the function says is what becomes of the Pod
    Given a cluster with 1 node
    And the webhook "./image-policy.ts"
    When I apply:
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
    And I try to run `kubectl run web --image=web:latest`
    Then it is refused with "admission webhook \"tags.example.com\" denied the request: the image \"web:latest\" may be another one tomorrow"
    When I run `kubectl run web --image=web:1`
    Then the field "metadata.labels.author" of Pod "web" is "kubernetes-admin"
