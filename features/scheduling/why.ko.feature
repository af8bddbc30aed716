# language: ko
기능: Pod가 왜 거기에 있는가
  스케줄러는 노드가 가능한지 플러그인마다 차례로 묻고, 처음 안 된다고 한 플러그인이 곧 이유다.
  남은 노드는 플러그인마다 0에서 100까지의 점수에 가중치를 곱해 받고, 점수가 가장 높은 노드가 뽑힌다.

  시나리오: 안 된 노드마다 안 된 이유가 있다
    조건 다음 노드들로 이루어진 클러스터:
      | name    | cpu | memory | pods | labels   | taints                  |
      | small   | 1   | 2Gi    | 110  | disk=ssd |                         |
      | reserved | 8  | 16Gi   | 110  | disk=ssd | dedicated=ml:NoSchedule |
      | slow    | 8   | 16Gi   | 110  | disk=hdd |                         |
      | right   | 8   | 16Gi   | 110  | disk=ssd |                         |
      | closed  | 8   | 16Gi   | 110  | disk=ssd |                         |
    그리고 노드 "closed"를 스케줄 대상에서 제외한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: db}
      spec:
        nodeSelector: {disk: ssd}
        containers: [{name: c, image: "db:1", resources: {requests: {cpu: "4"}}}]
      """
    그리고 5초가 지난다
    그러면 Pod "db"이 노드 "right"에서 Running 상태다
    그리고 스케줄러가 "Insufficient cpu" 때문에 Pod "db"을 노드 "small"에 두지 않았다
    그리고 스케줄러가 "NodeResourcesFit" 때문에 Pod "db"을 노드 "small"에 두지 않았다
    그리고 스케줄러가 "node(s) had untolerated taint {dedicated: ml}" 때문에 Pod "db"을 노드 "reserved"에 두지 않았다
    그리고 스케줄러가 "node(s) didn't match Pod's node affinity/selector" 때문에 Pod "db"을 노드 "slow"에 두지 않았다
    그리고 스케줄러가 "NodeUnschedulable" 때문에 Pod "db"을 노드 "closed"에 두지 않았다

  시나리오: 빈 노드 둘 가운데 큰 이미지를 가진 쪽이 점수를 더 받고, 차면 그 우위를 잃는다
    조건 이미지 "registry.example.com/large:1"의 크기는 300Mi다
    그리고 CPU 4개와 메모리 8Gi인 노드가 2개인 클러스터
    그리고 `kubectl run warm --image=registry.example.com/large:1 --overrides='{"spec": {"nodeName": "node-2"}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 Pod "warm"을 삭제한다
    그리고 10분이 지난다
    만일 `kubectl run first --image=registry.example.com/large:1` 명령을 실행한다
    그리고 5초가 지난다
    그러면 스케줄러가 "ImageLocality" 때문에 Pod "first"에 노드 "node-1" 대신 노드 "node-2"를 골랐다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: filler}
      spec: {nodeName: node-2, containers: [{name: c, image: "other:1", resources: {requests: {cpu: "3", memory: 6Gi}}}]}
      """
    그리고 5초가 지난다
    그리고 `kubectl run second --image=registry.example.com/large:1` 명령을 실행한다
    그리고 5초가 지난다
    그러면 Pod "second"가 노드 "node-1"에서 Running 상태다
    그리고 스케줄러가 "NodeResourcesFit" 때문에 Pod "second"에 노드 "node-2" 대신 노드 "node-1"을 골랐다

  시나리오: Pod 자신의 바람이 고른 부하보다 무겁다
    조건 다음 노드들로 이루어진 클러스터:
      | name  | cpu | memory | labels   |
      | fast  | 4   | 8Gi    | disk=ssd |
      | empty | 4   | 8Gi    |          |
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: load}
      spec: {nodeName: fast, containers: [{name: c, image: "app:1", resources: {requests: {cpu: "2", memory: 4Gi}}}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: wishful}
      spec:
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - {weight: 1, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}
        containers: [{name: c, image: "app:1", resources: {requests: {cpu: 500m, memory: 1Gi}}}]
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: indifferent}
      spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 500m, memory: 1Gi}}}]}
      """
    그리고 5초가 지난다
    그러면 스케줄러가 "NodeAffinity" 때문에 Pod "wishful"에 노드 "empty" 대신 노드 "fast"를 골랐다
    그리고 스케줄러가 "NodeResourcesFit" 때문에 Pod "indifferent"에 노드 "fast" 대신 노드 "empty"를 골랐다
