# language: ko
기능: 노드가 등록되고, 가진 것을 알리고, 떠난다
  kubelet은 레이블과 주소와 용량을 적어 자기 Node를 만든다. 클러스터는 그 노드에 Pod 주소 대역과 리스를 준다.

  시나리오: 합류한 노드는 자기 주소 대역을 받고, 그 Pod는 그 대역 안에 있다
    조건 노드가 2개인 클러스터
    만일 노드 "node-3"이 CPU 8개와 메모리 16Gi로 합류한다
    그리고 10초가 지난다
    그러면 노드 "node-3"이 Ready 상태다
    그리고 Node "node-1"의 필드 "spec.podCIDR"의 값은 "10.244.1.0/24"이다
    그리고 Node "node-3"의 필드 "spec.podCIDR"의 값은 "10.244.3.0/24"이다
    그리고 Node "node-3"의 필드 "status.allocatable.cpu"의 값은 "8"이다
    그리고 Node "node-3"의 필드 "metadata.labels['kubernetes.io/hostname']"의 값은 "node-3"이다
    그리고 Lease "kube-node-lease/node-3"의 필드 "spec.holderIdentity"의 값은 "node-3"이다
    그리고 Node "node-3"의 이벤트 "RegisteredNode"가 "Registered Node node-3 in Controller"라고 알린다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: node-3, containers: [{name: c, image: "web:1"}]}
      """
    그러면 10초 안에 Pod "web"의 필드 "status.podIP"가 "10.244.3."을 포함한다

  시나리오: 클라우드가 거두어 간 노드는 Pod와 함께 사라진다
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=6` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"가 제거된다
    그러면 1분 안에 Node 수는 2개다
    만일 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 6개다
    그리고 Deployment "web"의 Pod가 노드 "node-2"에 없다
    만일 노드 "node-4"가 합류한다
    그리고 1분이 지난다
    그러면 노드 "node-4"가 Ready 상태다

  시나리오: 노드가 가진 것, 실행하는 것, 약속한 것을 describe가 보여 준다
    조건 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, image: "nginx:1.27", resources: {requests: {cpu: "1", memory: 1Gi}, limits: {cpu: "2"}}}]}
      """
    그리고 20초가 지난다
    만일 `kubectl describe node node-1` 명령을 실행한다
    그러면 출력에 "InternalIP:  10.0.0.1"이 들어 있다
    그리고 출력에 "Hostname:    node-1"이 들어 있다
    그리고 출력에 "Ready            True "가 들어 있다
    그리고 출력에 "kubelet is posting ready status"가 들어 있다
    그리고 출력에 "Kubelet Version:            v1.34.0"이 들어 있다
    그리고 출력에 "PodCIDR:                      10.244.1.0/24"가 들어 있다
    그리고 출력에 "default                     web     1 (25%)       2 (50%)     1Gi (12%)        0 (0%)"이 들어 있다
    그리고 출력에 "cpu                1 (25%)    2 (50%)"이 들어 있다
    그리고 출력에 "RegisteredNode           15s   node-controller  Node node-1 event: Registered Node node-1 in Controller"가 들어 있다
    그리고 Node "node-1"의 필드 "status.images[0].names"가 "docker.io/library/nginx:1.27"을 포함한다

  시나리오: 살아 있다는 신호는 10초마다, 전체 상태는 5분마다 또는 달라졌을 때 보낸다
    조건 노드가 1개인 클러스터
    만일 299초가 지난다
    그러면 Lease "kube-node-lease/node-1"의 필드 "spec.leaseDurationSeconds"의 값은 40이다
    그리고 Lease "kube-node-lease/node-1"의 필드 "spec.renewTime"가 "T00:04:5"를 포함한다
    그리고 Node "node-1"의 필드 "status.conditions[?(@.type==\"Ready\")].lastHeartbeatTime"가 "T00:00:0"을 포함한다
    만일 20초가 지난다
    그러면 Node "node-1"의 필드 "status.conditions[?(@.type==\"Ready\")].lastHeartbeatTime"가 "T00:05:"를 포함한다
    그리고 Node "node-1"의 필드 "status.conditions[?(@.type==\"Ready\")].lastTransitionTime"가 "T00:00:0"을 포함한다
    만일 1분이 지난다
    그리고 노드 "node-1"의 메모리가 부족해진다
    그리고 1초가 지난다
    그러면 Node "node-1"의 필드 "status.conditions[?(@.type==\"Ready\")].lastHeartbeatTime"가 "T00:06:"을 포함한다

  시나리오: kubelet이 도는 동안 지워진 Node는 kubelet이 다시 시작될 때 새로 등록된다
    조건 노드가 2개인 클러스터
    만일 `kubectl delete node node-2` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Node 수는 1개다
    만일 노드 "node-2"의 kubelet이 멈춘다
    그리고 노드 "node-2"의 kubelet이 다시 시작된다
    그러면 10초 안에 노드 "node-2"가 Ready 상태다

  시나리오: 주소 대역은 컨트롤러 매니저가 주며, 아직 받지 못한 노드는 준비되지 않은 것이다
    조건 노드가 2개인 클러스터
    만일 "kube-controller-manager"가 갑자기 멈춘다
    그리고 노드 "node-3"이 합류한다
    그리고 1분이 지난다
    그러면 Node "node-3"의 필드 "spec.podCIDR"에 값이 없다
    그리고 Node "node-3"의 필드 "status.conditions[?(@.type==\"Ready\")].message"가 "container runtime network not ready: NetworkReady=false"를 포함한다
    만일 `kubectl run early --image=web:1 --overrides='{"spec": {"nodeName": "node-3"}}'` 명령을 실행한다
    그리고 5초가 지난다
    그러면 Pod "early"의 이벤트 "NetworkNotReady"가 "network is not ready: container runtime network not ready"라고 알린다
    만일 "kube-controller-manager"가 다시 시작된다
    그러면 노드 "node-3"이 5초 안에 Ready 상태가 된다
    그리고 Node "node-3"의 필드 "spec.podCIDR"의 값은 "10.244.3.0/24"이다
    그리고 20초 안에 Pod "early"가 Running 상태다

  시나리오: 직접 적어 넣은 Node도 대역을 받고, 같은 대역을 둘이 받는 일은 없다
    조건 노드가 2개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: {name: paper}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: stubborn}
      spec: {podCIDR: 10.244.5.0/24, podCIDRs: [10.244.5.0/24]}
      """
    그리고 노드 "node-3"이 합류한다
    그리고 노드 "node-4"가 합류한다
    그리고 5초가 지난다
    그리고 `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.spec.podCIDR}{"\n"}{end}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      node-1 10.244.1.0/24
      node-2 10.244.2.0/24
      node-3 10.244.4.0/24
      node-4 10.244.6.0/24
      paper 10.244.3.0/24
      stubborn 10.244.5.0/24
      """
