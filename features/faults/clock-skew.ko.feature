# language: ko
기능: 노드의 시계가 틀린다
  kubelet은 자기 시계가 보여 주는 시각을 적는다. 노드가 살아 있는지는 리스의 소식을 듣는 쪽이 자기 시계로 판단한다.
  그래서 시계가 틀렸다고 노드가 NotReady가 되지는 않는다.

  배경:
    조건 노드가 2개인 클러스터

  시나리오: 10분 앞서도 Ready 상태다
    만일 노드 "node-1"의 시계가 10분 앞선다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: node-1, containers: [{name: c, image: "web:1"}]}
      """
    그리고 5분이 지난다
    그러면 노드 "node-1"이 Ready 상태다
    그리고 Pod "web"이 Running 상태다
    그리고 「노드 "node-1"의 시계가 10분 앞선다」 이후로 Node "node-1"이 항상 준비 상태였다
    만일 노드 "node-1"의 시계가 다시 맞는다
    그리고 5분이 지난다
    그러면 노드 "node-1"이 Ready 상태다

  시나리오: 한 시간 늦어도, 소식이 끊기면 1분 안에 알아챈다
    만일 노드 "node-2"의 시계가 1시간 늦다
    그리고 1분이 지난다
    그리고 노드 "node-2"가 갑자기 멈춘다
    그러면 노드 "node-2"가 1분 안에 NotReady 상태가 된다

  시나리오: kubelet이 적는 시각은 자기 시계를 따르지만, 아무도 그것으로 판단하지 않는다
    만일 노드 "node-1"의 시계가 1시간 앞선다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: node-1, containers: [{name: c, image: "web:1"}]}
      """
    그리고 10초가 지난다
    그러면 Pod "web"의 필드 "status.containerStatuses[0].state.running.startedAt"가 "T01:00:0"을 포함한다
    그리고 Pod "web"의 필드 "metadata.creationTimestamp"이 "T00:00:0"을 포함한다
    그리고 Lease "kube-node-lease/node-1"의 필드 "spec.renewTime"가 "T01:00:"을 포함한다
    만일 노드 "node-1"의 시계가 다시 맞는다
    그리고 20초가 지난다
    그러면 Lease "kube-node-lease/node-1"의 필드 "spec.renewTime"가 "T00:00:"을 포함한다
