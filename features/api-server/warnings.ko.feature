# language: ko
기능: API 서버는 받아들이되 뜻대로 되지 않을 것을 경고한다

  배경:
    조건 노드가 1개인 클러스터

  시나리오: 두 번 정의한 환경 변수와 포트
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - name: web
            image: web:1
            env: [{name: MODE, value: dev}, {name: MODE, value: prod}]
            ports: [{containerPort: 80}]
          - name: proxy
            image: proxy:1
            ports: [{containerPort: 80}]
      """
    그러면 출력에 "Warning: spec.containers[0].env[1]: hides previous definition of \"MODE\", which may be dropped when using apply"가 들어 있다
    그리고 출력에 "Warning: spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]"가 들어 있다
    그리고 출력에 "pod/web created"가 들어 있다

  시나리오: 더는 쓰지 않는 노드 레이블
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec:
            nodeSelector: {beta.kubernetes.io/os: linux}
            containers: [{name: agent, image: "agent:1"}]
      """
    그러면 출력에 "Warning: spec.template.spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead"가 들어 있다

  시나리오: 호스트 이름이 될 수 없는 이름
    만일 `kubectl create deployment shop.web --image=web:1` 명령을 실행한다
    그러면 출력에 "Warning: metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended"가 들어 있다

  시나리오: 인증서가 아닌 인증서
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: {name: cert}
      type: kubernetes.io/tls
      stringData: {tls.crt: soon, tls.key: soon}
      """
    그러면 출력에 "Warning: tls: failed to find any PEM data in certificate input"가 들어 있다

  시나리오: 클래스를 예전 방식으로 밝힌 Ingress와, 밝히지 않아 기본 클래스를 받는 Ingress
    만일 다음을 적용한다:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata:
        name: edge
        annotations: {ingressclass.kubernetes.io/is-default-class: "true"}
      spec: {controller: example.com/edge}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: old, annotations: {kubernetes.io/ingress.class: edge}}
      spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: new}
      spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
      """
    그러면 출력에 "Warning: annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead"가 들어 있다
    그리고 Ingress "new"의 필드 "spec.ingressClassName"의 값은 "edge"이다
