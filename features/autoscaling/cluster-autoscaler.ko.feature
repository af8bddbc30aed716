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
