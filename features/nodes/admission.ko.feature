# language: ko
기능: kubelet은 노드가 돌릴 수 없는 Pod를 거절한다
  노드를 직접 지정한 Pod는 스케줄러를 거치지 않는다. kubelet이 한 번 더 살펴보고, 거절된 Pod는 그대로 실패로 끝난다.

  배경:
    조건 CPU 2개와 메모리 4Gi인 노드가 2개인 클러스터
    그리고 클러스터가 안정되어 있다

  시나리오: CPU가 그만큼 없다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: "3"}}}]
      """
    그러면 10초 안에 Pod "large"가 OutOfcpu 상태다
    그리고 Pod "large"의 필드 "status.message"가 "Node didn't have enough resource: cpu"를 포함한다

  시나리오: Pod가 고른 노드가 아니다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: picky}
      spec:
        nodeName: node-1
        nodeSelector: {disk: ssd}
        containers: [{name: c, image: "app:1"}]
      """
    그러면 10초 안에 Pod "picky"가 NodeAffinity 상태다

  시나리오: 호스트 포트를 이미 쓰고 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: first}
      spec: {nodeName: node-1, containers: [{name: c, image: "app:1", ports: [{containerPort: 80, hostPort: 80}]}]}
      """
    그리고 10초가 지난다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: second}
      spec: {nodeName: node-1, containers: [{name: c, image: "app:1", ports: [{containerPort: 80, hostPort: 80}]}]}
      """
    그러면 10초 안에 Pod "second"가 NodePorts 상태다
    그리고 Pod "first"가 Running 상태다
