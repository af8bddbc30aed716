# language: ko
기능: 누가 모아 두면 컨테이너의 로그는 컨테이너보다 오래 남는다
  로그는 Pod의 것이어서 Pod와 함께 사라진다. 클러스터 수준 로깅에서는 노드마다 있는 수집기가 한 줄 한 줄 저장소로 나른다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 애드온 "logging"
    그리고 클러스터가 안정되어 있다

  시나리오: 사라진 Pod의 로그가 저장소에 남아 있다
    조건 `kubectl run hello --image=busybox:1.36 --restart=Never -- sh -c 'echo "Hello, Kubernetes!"; sleep 30'` 명령을 실행한다
    만일 10초가 지난다
    그리고 Pod "hello"를 삭제한다
    그리고 `kubectl logs hello` 명령을 실행해 본다
    그러면 "pods \"hello\" not found"라는 이유로 거부된다
    그리고 Deployment "kube-system/log-store"의 로그에 "default/hello/hello: Hello, Kubernetes!"가 들어 있다

  시나리오: 수집기는 노드마다 있고, 새로 합류한 노드에도 있다
    그러면 DaemonSet "kube-system/fluentd"의 모든 Pod가 저마다 다른 노드에서 실행 중이다
    만일 노드 "node-3"이 합류한다
    그리고 클러스터가 안정된다
    그리고 `kubectl run late --image=busybox:1.36 --restart=Never --overrides='{"spec":{"nodeName":"node-3"}}' -- echo "from the new node"` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Deployment "kube-system/log-store"의 로그에 "default/late/late: from the new node"가 들어 있다

  시나리오: 저장소가 없는 동안에도 잃지 않고, 늦을 뿐이다
    조건 `kubectl scale deployment log-store --namespace=kube-system --replicas=0` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 `kubectl run hello --image=busybox:1.36 --restart=Never -- sh -c 'echo "is anybody there?"; sleep 600'` 명령을 실행한다
    그리고 1분이 지난다
    만일 `kubectl scale deployment log-store --namespace=kube-system --replicas=1` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Deployment "kube-system/log-store"의 로그에 "default/hello/hello: is anybody there?"가 들어 있다
