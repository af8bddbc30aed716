# language: ko
기능: 노드에 무언가가 부족해지면 kubelet이 누가 나갈지 고른다
  kubelet은 메모리 100Mi와 디스크와 프로세스 ID의 십분의 일을 남겨 둔다. 그보다 적게 남으면 노드가 그 사실을 알리고,
  상황을 더 나쁘게 할 Pod를 받지 않으며, 10초마다 Pod를 하나씩 종료한다. 요청보다 많이 쓰는 Pod가 먼저, 그다음은 덜 중요한 Pod다.

  배경:
    조건 CPU 4개와 메모리 8Gi인 노드가 2개인 클러스터
    그리고 이미지 "modest:1"은 CPU 100m과 메모리 512Mi를 사용한다
    그리고 이미지 "greedy:1"은 CPU 100m과 메모리 1Gi를 사용한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: modest}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "modest:1", resources: {requests: {memory: 1Gi}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "greedy:1", resources: {requests: {memory: 256Mi}}}]
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 요청보다 많이 쓰는 Pod가 먼저 나가고, 그것으로 충분하다
    만일 노드 "node-1"의 메모리가 부족해진다
    그러면 10초 안에 Pod "greedy"의 필드 "status.reason"의 값은 "Evicted"이다
    그리고 Pod "greedy"의 이벤트 "Evicted"가 "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container c was using 1Gi, request is 256Mi, has larger consumption of memory."라고 알린다
    그리고 Pod "greedy"가 다음과 일치한다:
      """yaml
      status:
        phase: Failed
        reason: Evicted
        (conditions[?type == 'DisruptionTarget'].reason): [TerminationByKubelet]
      """
    만일 2분이 지난다
    그러면 Pod "modest"가 노드 "node-1"에서 Running 상태다

  시나리오: 노드가 가진 것보다 많이 쓰는 Pod는 스스로 압박을 부른다
    조건 이미지 "hungry:1"은 CPU 100m과 메모리 7500Mi를 사용한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hungry}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "hungry:1"}]
      """
    그러면 30초 안에 Pod "hungry"의 필드 "status.reason"의 값은 "Evicted"이다
    그리고 Pod "modest"가 노드 "node-1"에서 Running 상태다

  시나리오: 압박받는 노드는 요청이 없는 Pod를 받지 않는다
    만일 노드 "node-1"의 메모리가 부족해진다
    그리고 2초가 지난다
    그러면 Node "node-1"이 다음과 일치한다:
      """yaml
      spec:
        (taints[?key == 'node.kubernetes.io/memory-pressure'].effect): [NoSchedule]
      status:
        (conditions[?type == 'MemoryPressure'].[status, reason]): [["True", KubeletHasInsufficientMemory]]
      """
    만일 `kubectl run guest --image=web:1` 명령을 실행한다
    그러면 10초 안에 Pod "guest"가 노드 "node-2"에서 Running 상태다

  시나리오: 압박은 마지막으로 관측된 지 5분 뒤에 풀린다
    만일 노드 "node-2"의 디스크 공간이 부족해진다
    그러면 Node "node-2"의 이벤트 "NodeHasDiskPressure"가 "status is now: NodeHasDiskPressure"라고 알린다
    만일 노드 "node-2"의 디스크 공간이 다시 넉넉해진다
    그리고 4분이 지난다
    그러면 Node "node-2"의 필드 "spec.taints[0].key"의 값은 "node.kubernetes.io/disk-pressure"이다
    만일 2분이 지난다
    그러면 Node "node-2"의 필드 "spec.taints"에 값이 없다

  시나리오: 아무도 요청을 넘지 않으면 덜 중요한 Pod가 나간다
    만일 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: important}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: vip}
      spec:
        nodeName: node-2
        priorityClassName: important
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: extra}
      spec:
        nodeName: node-2
        containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    그리고 노드 "node-2"의 프로세스 ID가 부족해진다
    그리고 5초가 지난다
    그러면 Pod "extra"의 필드 "status.reason"의 값은 "Evicted"이다
    그리고 Pod "vip"이 노드 "node-2"에서 Running 상태다

  시나리오: 핵심 Pod는 메모리를 아무리 많이 써도 메모리 부족으로 종료되지 않는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: vital, namespace: kube-system}
      spec:
        nodeName: node-1
        priorityClassName: system-node-critical
        containers: [{name: c, image: "greedy:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"의 메모리가 부족해진다
    그리고 10분이 지난다
    그러면 Pod "kube-system/vital"이 Running 상태다
    그리고 Pod "greedy"의 필드 "status.reason"의 값은 "Evicted"이다

  시나리오: 요청보다 많이 쓰는 Pod 가운데 가장 적게 쓰는 BestEffort Pod는 남을 수 있다
    조건 이미지 "huge:1"은 CPU 100m과 메모리 2Gi를 사용한다
    그리고 이미지 "small:1"은 CPU 100m과 메모리 100Mi를 사용한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: huge}
      spec: {nodeName: node-2, containers: [{name: c, image: "huge:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: small}
      spec: {nodeName: node-2, containers: [{name: c, image: "small:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guaranteed}
      spec: {nodeName: node-2, containers: [{name: c, image: "huge:1", resources: {requests: {cpu: 100m, memory: 2Gi}, limits: {cpu: 100m, memory: 2Gi}}}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"의 메모리가 부족해진다
    그리고 5분이 지난다
    그러면 Pod "huge"의 필드 "status.reason"의 값은 "Evicted"이다
    그리고 Pod "small"이 Running 상태다
    그리고 Pod "guaranteed"가 Running 상태다
