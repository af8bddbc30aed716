# language: ko
기능: ReplicaSet은 Pod의 개수를 지키고, 레이블이 그 Pod를 정한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 이미지 "web:1"은 멈추는 데 20초가 걸린다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: "web:1"}]}
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 레이블이 맞고 소유자가 없는 Pod는 입양되어 개수에 든다
    조건 ReplicaSet "web"을 레플리카 3개로 조정한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl run stray --image=web:1 --labels=app=web` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 ReplicaSet "web"의 활성 Pod가 3개다
    그리고 Pod "stray"가 존재하지 않는다

  시나리오: 레이블을 잃은 Pod는 놓아주고 새로 하나를 만든다
    조건 `kubectl label pods --all app=debug --overwrite` 명령을 실행한다
    만일 클러스터가 안정된다
    그러면 ReplicaSet "web"의 준비된 Pod가 2개다
    그리고 Pod 수는 4개다
    만일 ReplicaSet "web"을 삭제한다
    그리고 클러스터가 안정된다
    그러면 Pod 수는 2개다

  시나리오: 준비되지 않은 Pod가 나이와 상관없이 먼저 떠난다
    조건 이미지 "sick:1"은 끝내 준비되지 않는다
    그리고 ReplicaSet "web"을 레플리카 3개로 조정한다
    그리고 클러스터가 안정되어 있다
    그리고 `kubectl patch replicaset web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"sick:1"}]'` 명령을 실행한다
    그리고 ReplicaSet "web"을 레플리카 5개로 조정한다
    그리고 10초가 지난다
    그러면 ReplicaSet "web"의 준비된 Pod가 3개다
    만일 ReplicaSet "web"을 레플리카 3개로 조정한다
    그리고 40초가 지난다
    그러면 ReplicaSet "web"의 Pod가 3개다
    그리고 ReplicaSet "web"의 준비된 Pod가 3개다

  시나리오: Pod가 더 몰린 노드가 먼저 내놓는다
    조건 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 ReplicaSet "web"을 레플리카 4개로 조정한다
    그리고 클러스터가 안정되어 있다
    그러면 ReplicaSet "web"의 Pod 3개가 노드 "node-1"에 있다
    만일 ReplicaSet "web"을 레플리카 2개로 조정한다
    그리고 클러스터가 안정된다
    그러면 ReplicaSet "web"의 Pod 1개가 노드 "node-1"에 있다
    그리고 ReplicaSet "web"의 Pod 1개가 노드 "node-2"에 있다

  시나리오: 다른 조건이 같으면 나중에 온 것이 먼저 간다
    조건 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 `kubectl create deployment row --image=web:1 --replicas=1` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 `kubectl label pods -l app=row age=old` 명령을 실행한다
    그리고 1분이 지난다
    그리고 Deployment "row"를 레플리카 3개로 조정한다
    그리고 클러스터가 안정되어 있다
    만일 Deployment "row"를 레플리카 1개로 조정한다
    그리고 클러스터가 안정된다
    그리고 `kubectl get pods -l age=old` 명령을 실행한다
    그러면 출력에 "1/1"이 들어 있다

  시나리오: 어느 Pod가 가장 싼지 누가 말해 주면 그것이 먼저 떠난다
    조건 `kubectl annotate pods --all controller.kubernetes.io/pod-deletion-cost=100` 명령을 실행한다
    그리고 ReplicaSet "web"을 레플리카 3개로 조정한다
    그리고 클러스터가 안정되어 있다
    그리고 `kubectl annotate pods --all controller.kubernetes.io/pod-deletion-cost=100 --overwrite` 명령을 실행한다
    그리고 `kubectl run cheap --image=web:1 --labels=tier=spare --annotations=controller.kubernetes.io/pod-deletion-cost=-5` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 ReplicaSet "web"을 레플리카 4개로 조정한다
    그리고 `kubectl label pod cheap app=web` 명령을 실행한다
    그리고 클러스터가 안정된다
    그리고 ReplicaSet "web"을 레플리카 3개로 조정한다
    그리고 클러스터가 안정된다
    그러면 Pod "cheap"이 존재하지 않는다

  시나리오: 떠나는 중인 Pod는 더는 개수에 들지 않는다
    만일 ReplicaSet "web"을 레플리카 1개로 조정한다
    그리고 5초가 지난다
    그러면 ReplicaSet "web"의 필드 "status.replicas"의 값은 1이다
    그리고 ReplicaSet "web"의 종료 중인 Pod가 1개다
    그리고 ReplicaSet "web"의 활성 Pod가 1개다

  시나리오: 만들 수 없는 Pod는 만들 수 있을 때까지 컨디션으로 남는다
    조건 `kubectl create quota few --hard=pods=2` 명령을 실행한다
    만일 ReplicaSet "web"을 레플리카 3개로 조정한다
    그리고 10초가 지난다
    그러면 ReplicaSet "web"의 필드 "status.conditions[?(@.type=='ReplicaFailure')].reason"의 값은 "FailedCreate"이다
    그리고 ReplicaSet "web"의 이벤트 "FailedCreate"가 "exceeded quota: few, requested: pods=1, used: pods=2, limited: pods=2"라고 알린다
    만일 `kubectl delete quota few` 명령을 실행한다
    그러면 15분 안에 ReplicaSet "web"의 준비된 Pod가 3개다
    그리고 ReplicaSet "web"의 필드 "status.conditions"에 값이 없다
