# language: ko
기능: NetworkPolicy가 누가 누구와 통신할 수 있는지 정한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: monitoring, labels: {team: ops}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: db}
      spec:
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers:
              - {name: db, image: "nginx:1.27", ports: [{name: http, containerPort: 80}, {name: metrics, containerPort: 9090}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {selector: {app: db}, ports: [{name: http, port: 80}, {name: metrics, port: 9090}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, infinity]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guest}
      spec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, infinity]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: prometheus, namespace: monitoring}
      spec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, infinity]}]}
      """
    그리고 클러스터가 안정된다

  시나리오: 정책이 없으면 누구나 누구에게든 연결된다
    만일 `kubectl exec guest -- wget -qO- -T 2 http://db` 명령을 실행한다
    그러면 출력에 "Welcome to nginx!"가 들어 있다
    만일 `kubectl exec -n monitoring prometheus -- wget -qO- -T 2 http://db.default` 명령을 실행한다
    그러면 출력에 "Welcome to nginx!"가 들어 있다

  시나리오: 아무것도 허용하지 않는 정책은 네임스페이스를 닫지만, kubelet의 프로브는 막지 않는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: default-deny-ingress}
      spec: {podSelector: {}, policyTypes: [Ingress]}
      """
    그리고 `kubectl patch deployment db -p '{"spec":{"template":{"spec":{"containers":[{"name":"db","readinessProbe":{"httpGet":{"port":80}}}]}}}}'` 명령을 실행한다
    그러면 Deployment "db"가 1분 안에 롤아웃을 마친다
    만일 `kubectl exec web -- wget -qO- -T 2 http://db` 명령을 실행해 본다
    그러면 "wget: download timed out"라는 이유로 거부된다
    만일 `kubectl exec guest -- nc -zv db 80` 명령을 실행해 본다
    그러면 "timed out"라는 이유로 거부된다

  시나리오: 정책은 더해진다: 하나는 web을, 다른 하나는 다른 네임스페이스의 모니터링을 포트 이름으로 허용한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web-may-ask}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: 80}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: ops-may-measure}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
          - from: [{namespaceSelector: {matchLabels: {team: ops}}}]
            ports: [{port: metrics}]
      """
    그리고 `kubectl exec web -- wget -qO- -T 2 http://db` 명령을 실행한다
    그러면 출력에 "Welcome to nginx!"가 들어 있다
    만일 `kubectl exec -n monitoring prometheus -- nc -zv db.default 9090` 명령을 실행한다
    그러면 출력에 "succeeded"가 들어 있다
    만일 `kubectl exec -n monitoring prometheus -- nc -zv db.default 80` 명령을 실행해 본다
    그러면 "timed out"라는 이유로 거부된다
    만일 `kubectl exec guest -- wget -qO- -T 2 http://db` 명령을 실행해 본다
    그러면 "download timed out"라는 이유로 거부된다

  시나리오: 나가는 통신이 막힌 Pod는 허용되기 전까지 이름조차 물을 수 없다
    만일 다음을 적용한다:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web-to-db}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Egress]
        egress:
          - to: [{podSelector: {matchLabels: {app: db}}}]
      """
    그리고 `kubectl exec web -- wget -qO- -T 2 http://db` 명령을 실행해 본다
    그러면 "wget: bad address 'db'"라는 이유로 거부된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                podSelector: {matchLabels: {k8s-app: kube-dns}}
            ports: [{protocol: UDP, port: 53}]
      """
    그리고 `kubectl exec web -- wget -qO- -T 2 http://db` 명령을 실행한다
    그러면 출력에 "Welcome to nginx!"가 들어 있다
    만일 `kubectl exec guest -- wget -qO- -T 2 http://db` 명령을 실행해 본다
    그러면 "download timed out"라는 이유로 거부된다

  시나리오: 클러스터 밖에서 온 요청도 정책을 따른다
    만일 Service "db"로 요청을 초당 10개씩 보낸다
    그리고 10초가 지난다
    그러면 Service "db"로 보낸 요청은 하나도 실패하지 않았다
    만일 다음을 적용한다:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: only-from-inside}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{podSelector: {}}]}]
      """
    그리고 10초가 지난다
    그러면 「다음을 적용한다」 이후로 Service "db"로 보낸 요청 중 실패한 요청은 100개였다
    만일 `kubectl patch networkpolicy only-from-inside -p '{"spec":{"ingress":[{"from":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]}}'` 명령을 실행한다
    그리고 10초가 지난다
    그러면 「`kubectl patch」 이후로 Service "db"로 보낸 요청은 하나도 실패하지 않았다
