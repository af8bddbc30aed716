# language: ko
기능: 여러 스케줄러가 나란히 일하고, Pod는 자기 스케줄러를 고른다
  Binding을 만드는 쪽이 곧 스케줄러다. schedulerName에 적힌 스케줄러 말고는 아무도 그 Pod를 건드리지 않고,
  한 스케줄러가 내준 자리는 다른 스케줄러도 곧바로 안다.

  배경:
    조건 CPU 2개와 메모리 4Gi인 노드가 2개인 클러스터
    그리고 컨트롤러 "./first-node-scheduler.ts"
    그리고 노드 "node-2"에 레이블 "takes=first-node"를 붙인다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: mine}
      spec:
        schedulerName: first-node
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    그리고 10초가 지난다

  시나리오: 직접 만든 스케줄러가 Pod를 배치하고, 기본 스케줄러는 그 Pod를 셈에 넣는다
    그러면 Pod "mine"가 노드 "node-2"에서 Running 상태다
    그리고 Pod "mine"의 이벤트 "Scheduled"가 "Assigned to node-2"라고 알린다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: theirs}
      spec:
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]
      """
    그러면 10초 안에 Pod "theirs"가 노드 "node-1"에서 Running 상태다

  시나리오: 한 스케줄러가 사라지면 그 Pod만 기다리고, 다른 스케줄러의 Pod는 기다리지 않는다
    만일 "first-node-scheduler"가 갑자기 멈춘다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: waits}
      spec:
        schedulerName: first-node
        containers: [{name: c, image: "app:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: goes}
      spec:
        containers: [{name: c, image: "app:1"}]
      """
    그리고 1분이 지난다
    그러면 Pod "goes"가 Running 상태다
    그리고 Pod "waits"가 Pending 상태다
    만일 "first-node-scheduler"가 다시 시작된다
    그러면 10초 안에 Pod "waits"가 노드 "node-2"에서 Running 상태다
