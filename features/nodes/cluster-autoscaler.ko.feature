# language: ko
기능: 클러스터 오토스케일러는 자리가 없는 Pod를 위해 노드를 더하고, 노는 노드를 치운다
  10초마다 자리가 없는 Pod를 찾고, 없어도 되는 노드도 찾는다. 10분 동안 절반 미만으로 쓰이고 옮길 수 없는 Pod가 없는 노드다.

  시나리오: 자리가 없는 Pod에는 노드가 생기고, 노는 노드는 10분 뒤에 사라진다
    조건 CPU 2개와 메모리 4Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | takes |
      | pool       | 2   | 4Gi    | 0   | 5   | 90s   |
    그리고 `kubectl create deployment web --image=web:1 --replicas=1` 명령을 실행한다
    그리고 `kubectl set resources deployment web --requests=cpu=1` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"을 레플리카 6개로 조정한다
    그러면 3분 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 90초에서 2분 사이가 걸렸다
    그리고 Node 수는 3개다
    그리고 이벤트 "TriggeredScaleUp"가 "pod triggered scale-up: [{pool 0->2 (max: 5)}]"라고 알린다
    만일 Deployment "web"을 레플리카 2개로 조정한다
    그리고 9분이 지난다
    그러면 Node 수는 3개다
    만일 5분이 지난다
    그러면 Node 수는 1개다
    그리고 Deployment "web"의 준비된 Pod가 2개다
    그리고 이벤트 "ScaleDown"가 "node removed by cluster autoscaler"라고 알린다

  시나리오: 어느 노드에도 들어갈 수 없는 Pod는 그 까닭을 듣는다
    조건 CPU 2개와 메모리 4Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max |
      | small      | 1   | 2Gi    | 0   | 3   |
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec:
        containers: [{name: big, image: "big:1", resources: {requests: {cpu: 8}}}]
      """
    그리고 1분이 지난다
    그러면 Pod "big"의 이벤트 "NotTriggerScaleUp"가 "pod didn't trigger scale-up: 1 Insufficient cpu"라고 알린다
    그리고 Node 수는 1개다

  시나리오: 오지 않는 머신은 15분 뒤에 포기하고 다른 그룹을 써 본다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | fails | priority | expander |
      | cheap      | 2   | 4Gi    | 0   | 3   | yes   | 10       | priority |
      | dear       | 2   | 4Gi    | 0   | 3   |       | 1        |          |
    그리고 `kubectl create deployment web --image=web:1` 명령을 실행한다
    만일 `kubectl set resources deployment web --requests=cpu=1500m` 명령을 실행한다
    그리고 15분이 지난다
    그러면 이벤트 "TriggeredScaleUp"가 "pod triggered scale-up: [{cheap 0->1 (max: 3)}]"라고 알린다
    그리고 Node 수는 1개다
    그리고 3분 안에 Node 수는 2개다
    그리고 이벤트 "TriggeredScaleUp"가 "pod triggered scale-up: [{dear 0->1 (max: 3)}]"라고 알린다
    그리고 Deployment "web"이 1분 안에 사용 가능 상태가 된다

  시나리오: 옮기면 안 되는 것은 제 노드를 지킨다
    조건 CPU 2개와 메모리 4Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max |
      | pool       | 4   | 8Gi    | 0   | 3   |
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: precious}
      spec:
        replicas: 3
        selector: {matchLabels: {app: precious}}
        template:
          metadata:
            labels: {app: precious}
            annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}
          spec:
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1}}}]
      """
    그리고 3분 안에 Deployment "precious"의 준비된 Pod가 3개다
    만일 Deployment "precious"를 레플리카 2개로 조정한다
    그리고 1시간이 지난다
    그러면 Node 수는 2개다
    만일 `kubectl annotate pods --all cluster-autoscaler.kubernetes.io/safe-to-evict=true --overwrite` 명령을 실행한다
    그리고 15분이 지난다
    그러면 Node 수는 1개다
    그리고 Deployment "precious"의 준비된 Pod가 2개다

  시나리오 개요: 여러 그룹 가운데 익스팬더 <expander>는 <group>을 고른다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | priority | expander   |
      | small      | 2   | 4Gi    | 0   | 2   | 1        | <expander> |
      | large      | 16  | 64Gi   | 0   | 1   | 5        |            |
      | fitting    | 3   | 3Gi    | 0   | 1   | 2        |            |
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: <replicas>
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "web:1", resources: {requests: {cpu: 1500m, memory: 1500Mi}}}]}
      """
    그러면 30초 안에 이벤트 "TriggeredScaleUp"이 "pod triggered scale-up: [{<group> "라고 알린다
    그리고 3분 안에 Deployment "web"의 준비된 Pod가 <replicas>개다

    예:
      | expander    | replicas | group   |
      | most-pods   | 4        | large   |
      | least-waste | 2        | fitting |
      | priority    | 1        | large   |

  시나리오: 따로 정하지 않으면 아무거나 고른다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | expander |
      | one        | 4   | 8Gi    | 0   | 3   | random   |
      | other      | 4   | 8Gi    | 0   | 3   |          |
    만일 `kubectl create deployment web --image=web:1 --replicas=6` 명령을 실행한다
    그리고 `kubectl set resources deployment web --requests=cpu=2` 명령을 실행한다
    그러면 4분 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 Node 수는 4개다

  시나리오: 실패한 그룹은 5분 동안, 그다음에는 10분 동안 내버려 둔다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | fails | provision time |
      | pool       | 2   | 4Gi    | 0   | 3   | yes   | 2m             |
    만일 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl set resources deployment web --requests=cpu=1500m` 명령을 실행한다
    그리고 3분이 지난다
    그러면 이벤트 "ScaleUpTimedOut"가 "Scale-up timed out for node group pool after 2m0s"라고 알린다
    그리고 이벤트 "NotTriggerScaleUp"이 "pod didn't trigger scale-up: 1 in backoff after failed scale-up"라고 알린다
    만일 `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'` 명령을 실행한다
    그러면 출력에 "status: Backoff"가 들어 있다
    만일 4분 30초가 지난다
    그리고 `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'` 명령을 실행한다
    그러면 출력에 "status: InProgress"가 들어 있다
    만일 8분이 지난다
    그리고 `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'` 명령을 실행한다
    그러면 출력에 "status: Backoff"가 들어 있다

  시나리오: 그룹마다 노드가 몇 개 있고, 몇 개까지 될 수 있고, 몇 개여야 하는지 상태에 나온다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max |
      | pool       | 2   | 4Gi    | 1   | 4   |
    그리고 2분이 지난다
    만일 `kubectl get configmap cluster-autoscaler-status -n kube-system -o jsonpath='{.data.status}'` 명령을 실행한다
    그러면 출력에 "autoscalerStatus: Running"이 들어 있다
    그리고 출력에 "- name: pool"이 들어 있다
    그리고 출력에 "status: Healthy"가 들어 있다
    그리고 출력에 "ready: 1"이 들어 있다
    그리고 출력에 "cloudProviderTarget: 1"이 들어 있다
    그리고 출력에 "minSize: 1"이 들어 있다
    그리고 출력에 "maxSize: 4"가 들어 있다
    만일 1시간이 지난다
    그러면 Node 수는 2개다

  시나리오 개요: 노드를 남겨 두게 하는 것: <what>
    조건 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | unneeded time | delay after add |
      | pool       | 4   | 8Gi    | 0   | 1   | 2m            | 2m              |
    그리고 `kubectl create deployment filler --image=web:1` 명령을 실행한다
    그리고 `kubectl set resources deployment filler --requests=cpu=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: keeper, namespace: shop}
      spec: {minAvailable: 1, selector: {matchLabels: {guarded: "yes"}}}
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: keeper, namespace: <namespace>}
      spec:
        replicas: 1
        selector: {matchLabels: {app: keeper}}
        template:
          metadata:
            labels: {app: keeper, guarded: "<guarded>"}
            annotations: {<annotation>}
          spec:
            volumes: [<volume>]
            containers: [{name: c, image: "app:1", resources: {requests: {cpu: <cpu>}}}]
      """
    그러면 3분 안에 ReplicaSet "<namespace>/keeper"의 준비된 Pod가 1개다
    그리고 Node 수는 2개다
    만일 Deployment "filler"를 삭제한다
    그리고 20분이 지난다
    그러면 Node 수는 <nodes>개다

    예:
      | what                      | namespace   | guarded | annotation                                                            | volume                                      | cpu   | nodes |
      | 없음                      | shop        | no      |                                                                       |                                             | 1500m | 1     |
      | 예산                      | shop        | yes     |                                                                       |                                             | 1500m | 2     |
      | 디스크에 둔 데이터        | shop        | no      |                                                                       | {name: scratch, emptyDir: {}}               | 1500m | 2     |
      | 메모리에 둔 데이터는 아님 | shop        | no      |                                                                       | {name: scratch, emptyDir: {medium: Memory}} | 1500m | 1     |
      | 잃어도 되는 데이터는 아님 | shop        | no      | cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes: scratch | {name: scratch, emptyDir: {}}               | 1500m | 1     |
      | 시스템 Pod                | kube-system | no      |                                                                       |                                             | 1500m | 2     |
      | 절반이 요청됨             | shop        | no      |                                                                       |                                             | 2     | 2     |

  시나리오: 남으라고 한 노드와 그룹의 마지막 노드는 남고, 홀로 있는 Pod도 제 노드를 지킨다
    조건 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | unneeded time | delay after add | utilization threshold |
      | pool       | 2   | 4Gi    | 1   | 4   | 2m            | 1m              | 70%                   |
    그리고 `kubectl create deployment web --image=web:1 --replicas=4` 명령을 실행한다
    그리고 `kubectl set resources deployment web --requests=cpu=1900m` 명령을 실행한다
    그리고 5분 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 Node 수는 3개다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bare}
      spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 1300m}}}]}
      """
    그리고 3분 안에 Pod "bare"가 Running 상태다
    그러면 Node 수는 4개다
    만일 `kubectl annotate node pool-2 cluster-autoscaler.kubernetes.io/scale-down-disabled=true` 명령을 실행한다
    그리고 Deployment "web"을 삭제한다
    그리고 1시간이 지난다
    그러면 Node 수는 3개다
    그리고 Pod "bare"가 Running 상태다
    만일 `kubectl annotate node pool-2 cluster-autoscaler.kubernetes.io/scale-down-disabled-` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Node 수는 2개다
    만일 Pod "bare"를 삭제한다
    그리고 1시간이 지난다
    그러면 Node 수는 2개다

  시나리오: 1분에 한 번 보는 쪽은 모자란 것을 1분 뒤에야 알고, 더 많이 요구하는 쪽은 노드를 덜 남긴다
    먼저 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터
    그리고 다음 설정의 애드온 "cluster-autoscaler":
      | node group | cpu | memory | min | max | takes | scan interval | utilization threshold | unneeded time | delay after add |
      | pool       | 4   | 8Gi    | 0   | 2   | 30s   | 1m            | 0.8                   | 5m            | 5m              |
    그리고 `kubectl create deployment filler --image=web:1` 명령을 실행한다
    그리고 `kubectl set resources deployment filler --requests=cpu=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만약 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl set resources deployment web --requests=cpu=3` 명령을 실행한다
    그리고 20초가 지난다
    그러면 Node 수는 1개다
    그리고 Deployment "web"의 어느 Pod의 이벤트 "FailedScheduling"이 "Insufficient cpu"라고 알린다
    그리고 2분 안에 Deployment "web"의 준비된 Pod가 1개다
    그리고 60초에서 90초 사이가 걸렸다
    그리고 Deployment "web"의 Pod가 노드 "node-1"에 없다
    만약 Deployment "filler"를 삭제한다
    그리고 15분이 지난다
    그러면 Node 수는 1개다
    그리고 이벤트 "ScaleDown"이 "node removed by cluster autoscaler"라고 알린다
    그리고 Deployment "web"의 모든 Pod가 노드 "node-1"에 있다
