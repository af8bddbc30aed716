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

  시나리오: 중요한 Pod를 위해 꼭 필요한 만큼만 다른 Pod가 끝나고, 그 뒤에 시작된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: small}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 500m}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: node-1
        terminationGracePeriodSeconds: 10
        containers: [{name: c, image: "app:1", command: [sleep, infinity], resources: {requests: {cpu: "1"}}}]
      """
    그리고 10초가 지난다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: needed}
      spec:
        nodeName: node-1
        priorityClassName: system-node-critical
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1200m}}}]
      """
    그리고 5초가 지난다
    그러면 Pod "needed"가 Pending 상태다
    그리고 10초 안에 Pod "needed"가 Running 상태다
    그리고 Pod "large"의 필드 "status.reason"의 값은 "Preempting"이다
    그리고 Pod "large"의 이벤트 "Preempting"이 "Preempted in order to admit critical pod"라고 알린다
    그리고 Pod "small"이 Running 상태다

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

  시나리오 개요: 없는 것은 약속할 수 없다: <reason>
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: large}
      spec:
        nodeName: node-1
        containers: [{name: c, image: "app:1", resources: {requests: {<request>}, limits: {<request>}}}]
      """
    그러면 10초 안에 Pod "large"의 필드 "status.reason"의 값은 "<reason>"이다
    그리고 Pod "large"의 필드 "status.phase"의 값은 "Failed"이다
    그리고 Pod "large"의 필드 "status.message"가 "<message>"를 포함한다

    예:
      | request            | reason               | message                                                                                        |
      | memory: 5Gi        | OutOfmemory          | Node didn't have enough resource: memory, requested: 5368709120, used: 0, capacity: 4294967296 |
      | example.com/gpu: 1 | OutOfexample.com/gpu | Node didn't have enough resource: example.com/gpu, requested: 1, used: 0, capacity: 0          |

  시나리오: 노드에 Pod가 가득 찼거나, 오는 Pod를 모두 내쫓는다
    조건 노드 "node-3"이 합류한다
    그리고 다음 노드들로 이루어진 클러스터:
      | name | cpu | memory | pods |
      | tiny | 2   | 4Gi    | 1    |
    그리고 `kubectl run first --image=app:1 --overrides='{"spec": {"nodeName": "tiny"}}'` 명령을 실행한다
    그리고 5초가 지난다
    만일 `kubectl run second --image=app:1 --overrides='{"spec": {"nodeName": "tiny"}}'` 명령을 실행한다
    그러면 10초 안에 Pod "second"가 OutOfpods 상태다
    그리고 Pod "second"의 필드 "status.message"가 "Node didn't have enough resource: pods, requested: 1, used: 1, capacity: 1"을 포함한다
    만일 노드 "node-2"에 테인트 "maintenance=true:NoExecute"를 건다
    그리고 `kubectl run third --image=app:1 --overrides='{"spec": {"nodeName": "node-2"}}'` 명령을 실행한다
    그러면 10초 안에 Pod "third"는 존재하지 않는다

  시나리오: 템플릿에 너무 작은 노드를 적으면 거부되는 Pod가 줄줄이 생긴다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: stubborn}
      spec:
        replicas: 1
        selector: {matchLabels: {app: stubborn}}
        template:
          metadata: {labels: {app: stubborn}}
          spec:
            nodeName: node-1
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: "3"}}}]
      """
    그리고 2초가 지난다
    그러면 ReplicaSet "stubborn"의 준비된 Pod가 없다
    그리고 Pod 수는 10개 이상이다
    그리고 이벤트 "OutOfcpu"가 "Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000"라고 알린다
