# language: ko
기능: 네임스페이스는 자기 Pod가 어디까지 할 수 있는지 정한다

  파드 보안 표준에는 세 수준이 있다. 네임스페이스의 레이블이 어느 수준을 강제하고 어느 수준에서 경고할지를 정한다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata:
        name: team-a
        labels:
          pod-security.kubernetes.io/enforce: baseline
          pod-security.kubernetes.io/warn: restricted
      """

  시나리오: 특권 Pod는 거부된다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: root, namespace: team-a}
      spec:
        containers: [{name: root, image: "root:1", securityContext: {privileged: true}}]
      """
    그러면 "violates PodSecurity \"baseline:latest\": privileged (container \"root\" must not set securityContext.privileged=true)"라는 이유로 거부된다

  시나리오: Deployment를 쓰는 사람은 경고를 받고, 거부되는 것은 그 Pod다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: agent, namespace: team-a}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            hostNetwork: true
            containers: [{name: agent, image: "agent:1"}]
      """
    그러면 출력에 "Warning: would violate PodSecurity \"restricted:latest\": host namespaces (hostNetwork=true)"가 들어 있다
    만일 1분이 지난다
    그리고 `kubectl get pods -n team-a` 명령을 실행한다
    그러면 출력에 "No resources found in team-a namespace."가 들어 있다
    만일 `kubectl get events -n team-a` 명령을 실행한다
    그러면 출력에 "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)"가 들어 있다

  시나리오: 더 엄격한 수준은 이미 있는 Pod를 알려 준다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: team-a}
      spec: {containers: [{name: web, image: "web:1"}]}
      """
    그리고 `kubectl label namespace team-a --overwrite pod-security.kubernetes.io/enforce=restricted` 명령을 실행한다
    그러면 출력에 "Warning: existing pods in namespace \"team-a\" violate the new PodSecurity enforce level \"restricted:latest\""가 들어 있다
    그리고 출력에 "Warning: web: allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile"가 들어 있다
