# language: ko
기능: 잃은 노드를 포기하는 속도는 얼마나 잃었느냐에 달렸다
  소식이 끊긴 노드에는 NoExecute 테인트가 하나씩 걸린다. 멀쩡한 영역에서는 10초에 하나다. 작은 영역의 절반이 넘게 소식이 없으면
  이쪽에 문제가 있을 가능성이 커서 아무도 포기하지 않는다. 한 영역 전체가 조용하고 다른 영역은 멀쩡하면 그 영역이 내려간 것이다.

  시나리오: 노드 열 개 중 둘을 잃으면 10초 간격으로 포기한다
    조건 노드가 10개인 클러스터
    만일 노드 "node-1"부터 "node-2"까지 갑자기 멈춘다
    그러면 70초 안에 Node "node-1"의 필드 "spec.taints[?(@.effect==\"NoExecute\")].key"의 값은 "node.kubernetes.io/unreachable"이다
    그리고 15초 안에 Node "node-2"의 필드 "spec.taints[?(@.effect==\"NoExecute\")].key"의 값은 "node.kubernetes.io/unreachable"이다
    그리고 5초에서 15초 사이가 걸렸다

  시나리오: 작은 영역의 절반이 넘게 조용하면 Pod를 그대로 둔다
    조건 영역 "a", "b"에 걸쳐 노드가 10개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=10` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 노드 "node-3"이 갑자기 멈춘다
    그리고 노드 "node-5"가 갑자기 멈춘다
    그리고 노드 "node-7"이 갑자기 멈춘다
    그리고 20분이 지난다
    그러면 노드 "node-1"이 NotReady 상태다
    그리고 Deployment "web"의 종료 중인 Pod가 없다
    그리고 Deployment "web"의 Pod가 10개다

  시나리오: 영역 하나가 통째로 조용하고 다른 영역은 그렇지 않으면, 그 노드들은 평소 속도로 포기된다
    먼저 영역 "a", "b", "c"에 걸쳐 노드가 9개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=9` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만약 영역 "a"가 내려간다
    그러면 70초 안에 Node "node-1"의 필드 "spec.taints[?(@.effect==\"NoExecute\")].key"의 값은 "node.kubernetes.io/unreachable"이다
    그리고 15초 안에 Node "node-4"의 필드 "spec.taints[?(@.effect==\"NoExecute\")].key"의 값은 "node.kubernetes.io/unreachable"이다
    그리고 5초에서 15초 사이가 걸렸다
    그리고 15초 안에 Node "node-7"의 필드 "spec.taints[?(@.effect==\"NoExecute\")].key"의 값은 "node.kubernetes.io/unreachable"이다
    그리고 5초에서 15초 사이가 걸렸다
    그리고 7분 안에 Deployment "web"의 준비된 Pod가 9개다
    그리고 Deployment "web"의 Pod가 영역 "a"에 없다

  시나리오: 모든 노드가 조용하면 하나도 포기하지 않는다
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"의 네트워크가 끊긴다
    그리고 노드 "node-2"의 네트워크가 끊긴다
    그리고 노드 "node-3"의 네트워크가 끊긴다
    그리고 20분이 지난다
    그러면 준비된 노드가 하나도 없다
    그리고 Deployment "web"의 Pod가 3개다
    그리고 Deployment "web"의 종료 중인 Pod가 없다
    만일 노드 "node-1"이 되살아난다
    그리고 노드 "node-2"가 되살아난다
    그리고 노드 "node-3"이 되살아난다
    그러면 2분 안에 준비된 노드 수는 3개다
    그리고 2분 안에 Deployment "web"의 준비된 Pod가 3개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  시나리오: 큰 영역의 절반이 넘게 조용하면 노드를 100초에 하나씩 포기한다
    조건 노드가 60개인 클러스터
    만일 노드 "node-1"부터 "node-40"까지 갑자기 멈춘다
    그리고 2분이 지난다
    그러면 노드 "node-40"이 NotReady 상태다
    만일 `kubectl get nodes -o jsonpath='{range .items[*]}{range .spec.taints[?(@.effect=="NoExecute")]}{.key}{"\n"}{end}{end}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      node.kubernetes.io/unreachable
      """
    만일 10분이 지난다
    그리고 `kubectl get nodes -o jsonpath='{range .items[*]}{range .spec.taints[?(@.effect=="NoExecute")]}{.key}{"\n"}{end}{end}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      node.kubernetes.io/unreachable
      """
