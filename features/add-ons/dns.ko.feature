# language: ko
기능: CoreDNS는 Pod가 하나라도 살아 있는 동안 서비스 이름에 답한다

  배경:
    조건 노드가 3개인 클러스터
    그리고 애드온 "dns"
    그리고 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl expose deployment web --port=80` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: Pod 둘이 서로 다른 노드에서, 모든 Pod가 묻는 주소 뒤에 있다
    그러면 Deployment "kube-system/coredns"의 Pod 2개가 서로 다른 노드 2개에서 실행 중이다
    그리고 Service "kube-system/kube-dns"의 엔드포인트가 2개다
    그리고 Service "kube-system/kube-dns"의 필드 "spec.clusterIP"의 값은 "10.96.0.10"이다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec:
        restartPolicy: Never
        containers: [{name: c, image: busybox:1.36, command: [sh, -c, "cat /etc/resolv.conf; nslookup web"]}]
      """
    그러면 Pod "client"가 1분 안에 완료 상태가 된다
    그리고 Pod "client"의 로그에 "nameserver 10.96.0.10"이 들어 있다
    그리고 Pod "client"의 로그에 "Address: 10.96."가 들어 있다

  시나리오: 하나가 없어져도 아무도 모른다
    조건 이름 "web.default.svc.cluster.local"이 주소 1개로 해석된다
    만일 `kubectl scale deployment coredns --namespace=kube-system --replicas=1` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 이름 "web.default.svc.cluster.local"이 주소 1개로 해석된다

  시나리오: 하나도 없으면 이름은 뜻을 잃고, 주소는 여전히 통한다
    만일 `kubectl scale deployment coredns --namespace=kube-system --replicas=0` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 이름 "web.default.svc.cluster.local"이 어디로도 해석되지 않는다
    만일 Service "web"으로 요청을 초당 10개씩 보낸다
    그리고 10초가 지난다
    그러면 Service "web"으로 보낸 요청은 하나도 실패하지 않았다
    만일 `kubectl scale deployment coredns --namespace=kube-system --replicas=2` 명령을 실행한다
    그러면 1분 안에 이름 "web.default.svc.cluster.local"이 주소 1개로 해석된다
