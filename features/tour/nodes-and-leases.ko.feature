# language: ko
기능: 리스는 누가 아직 있다는 표시다
  노드는 제 리스를 10초마다 갱신하고, 갱신하지 않는 노드는 없는 것으로 친다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 클러스터가 안정되어 있다

  시나리오: 노드마다 제 이름의 리스가 있고, 스스로 갱신한다
    그러면 Lease "kube-node-lease/node-1"이 존재한다
    그리고 Lease "kube-node-lease/node-1"의 필드 "spec.holderIdentity"의 값은 "node-1"이다
    그리고 Lease "kube-node-lease/node-1"의 필드 "spec.leaseDurationSeconds"의 값은 40이다
    만일 1시간 30초가 지난다
    그러면 노드 "node-1"이 Ready 상태다
    그리고 Lease "kube-node-lease/node-1"의 필드 "spec.renewTime"가 "2026-01-05T01:00:"를 포함한다

  시나리오: 갱신되지 않는 리스는 1분 안에 노드를 NotReady로, 다시 5분 뒤에는 Pod를 다른 곳으로 보낸다
    조건 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"이 갑자기 멈춘다
    그러면 노드 "node-1"이 1분 안에 NotReady 상태가 된다
    그리고 40초에서 60초 사이가 걸렸다
    그리고 10초 안에 노드 "node-1"의 필드 "spec.taints[1].effect"의 값은 "NoExecute"이다
    그리고 Deployment "web"의 준비된 Pod가 2개다
    만일 5분 10초가 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다

  시나리오: 노드가 줄 수 있는 것은 용량에서 제 몫을 뺀 것이다
    그러면 노드 "node-1"의 필드 "status.capacity.cpu"의 값은 "4"이다
    그리고 노드 "node-1"의 필드 "status.allocatable.pods"의 값은 "110"이다
    그리고 노드 "node-1"의 필드 "status.nodeInfo.kubeletVersion"이 "v1.34"를 포함한다
    만일 `kubectl describe node node-1` 명령을 실행한다
    그러면 출력에 "Allocated resources:"가 들어 있다
