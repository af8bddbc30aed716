# language: ko
기능: 가장 덜 아픈 곳에서 자리를 낸다
  들어갈 곳이 없는 우선순위 높은 Pod는 우선순위 낮은 Pod를 내보낸다. 그래서 자리가 나는 노드 가운데 예산을 깨지 않는 곳을,
  그다음에는 덜 중요한 Pod가 더 적게 떠나는 곳을 고른다.

  배경:
    조건 이미지 "app:1"은 멈추는 데 4초가 걸린다
    그리고 CPU 2개와 메모리 4Gi인 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: middle}
      value: 500
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: patient}
      value: 1000
      preemptionPolicy: Never
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: guarded}
      spec: {minAvailable: 1, selector: {matchLabels: {app: guarded}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guarded, labels: {app: guarded}}
      spec: {nodeName: node-1, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: middle}
      spec: {nodeName: node-2, priorityClassName: middle, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lowly}
      spec: {nodeName: node-3, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 가장 덜 중요한 Pod의 노드를 고르고, 비는 동안 Pod는 그 노드에 지명된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    그리고 2초가 지난다
    그러면 Pod "urgent"의 필드 "status.nominatedNodeName"의 값은 "node-3"이다
    그리고 Pod "lowly"가 Terminating 상태다
    그리고 30초 안에 Pod "urgent"가 노드 "node-3"에서 Running 상태다
    그리고 Pod "guarded"가 Running 상태다
    그리고 Pod "middle"이 Running 상태다
    그리고 Pod "urgent"의 이벤트 "FailedScheduling"이 "0/3 nodes are available: 3 Insufficient cpu."라고 알린다

  시나리오: 선점할 수 없는 Pod는 기다리고, 그 이유를 듣는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec: {priorityClassName: patient, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    그리고 10초가 지난다
    그러면 Pod "patient"가 Pending 상태다
    그리고 Pod "patient"의 이벤트 "FailedScheduling"이 "preemption: not eligible due to preemptionPolicy=Never."라고 알린다
    만일 Pod "middle"을 삭제한다
    그러면 30초 안에 Pod "patient"가 노드 "node-2"에서 Running 상태다

  시나리오: 빈 노드에도 들어가지 않을 Pod는 아무도 내보내지 않는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: giant}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: "3"}}}]}
      """
    그리고 10초가 지난다
    그러면 Pod "giant"가 Pending 상태다
    그리고 Pod "giant"의 이벤트 "FailedScheduling"이 "preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling."라고 알린다
    그리고 Pod "lowly"가 Running 상태다

  시나리오: 다른 방법이 없을 때만 예산을 깬다
    조건 Pod "lowly"를 삭제한다
    그리고 Pod "middle"를 삭제한다
    그리고 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 노드 "node-3"을 스케줄 대상에서 제외한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    그러면 30초 안에 Pod "urgent"가 노드 "node-1"에서 Running 상태다
    그리고 Pod "guarded"는 존재하지 않는다
    그리고 Pod "guarded"의 이벤트 "Preempted"가 "Preempted by pod"라고 알린다

  시나리오: 꼭 필요한 만큼만, 덜 중요한 것부터 내보낸다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: older}
      spec: {nodeName: node-3, priorityClassName: middle, terminationGracePeriodSeconds: 5, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 300m}}}]}
      """
    그리고 노드 "node-1"을 스케줄 대상에서 제외한다
    그리고 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 10초가 지난다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    그러면 30초 안에 Pod "urgent"가 노드 "node-3"에서 Running 상태다
    그리고 Pod "lowly"는 존재하지 않는다
    그리고 Pod "older"가 Running 상태다

  시나리오: 비는 자리는 지명된 Pod의 몫이고, 덜 중요한 Pod는 남는 자리만 얻는다
    조건 노드 "node-1"을 스케줄 대상에서 제외한다
    그리고 노드 "node-2"를 스케줄 대상에서 제외한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: urgent}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1500m}}}]}
      """
    그리고 1초가 지난다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: modest}
      spec: {priorityClassName: middle, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 400m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: thief}
      spec: {priorityClassName: middle, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1000m}}}]}
      """
    그리고 2초가 지난다
    그러면 Pod "urgent"의 필드 "status.nominatedNodeName"의 값은 "node-3"이다
    그리고 Pod "modest"가 Pending 상태다
    그리고 30초 안에 Pod "urgent"가 노드 "node-3"에서 Running 상태다
    그리고 10초 안에 Pod "modest"가 노드 "node-3"에서 Running 상태다
    그리고 Pod "thief"가 Pending 상태다
