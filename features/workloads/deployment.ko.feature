# language: ko
기능: Deployment는 전략에 따라 한 리비전에서 다음 리비전으로 넘어간다
  템플릿마다 ReplicaSet이 하나씩 있다. Deployment는 그 사이에서 숫자를 옮길 뿐이고, 옛 리비전은 정해 준 개수만큼만 기억한다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 이미지 "web:1"은 멈추는 데 10초가 걸린다
    그리고 `kubectl create deployment web --image=web:1 --replicas=4` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 숫자로 정한 한도: 둘까지 더, 하나도 덜하지 않게
    조건 이미지 "web:2"는 10초 후에 준비된다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {strategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}}
      """
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 3초가 지난다
    그러면 Deployment "web"의 Pod가 6개다
    그리고 Deployment "web"이 2분 안에 롤아웃을 마친다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 준비된 Pod가 4개 미만인 때는 한 번도 없었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 활성 Pod가 6개 초과인 때는 한 번도 없었다

  시나리오: Recreate는 옛 Pod가 모두 떠난 뒤에야 새 Pod를 만든다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {strategy: {type: Recreate, rollingUpdate: null}}
      """
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 5초가 지난다
    그러면 Deployment "web"의 종료 중인 Pod가 4개다
    그리고 Deployment "web"의 새 버전의 Pod가 없다
    그리고 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 활성 Pod가 4개 초과인 때는 한 번도 없었다

  시나리오: 롤아웃 도중에 늘리면 옛것과 새것이 비례해서 늘어난다
    조건 이미지 "web:2"는 끝내 준비되지 않는다
    그리고 Deployment "web"을 레플리카 10개로 조정한다
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}}
      """
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 8개다
    그리고 Deployment "web"의 새 버전의 Pod가 5개다
    만일 Deployment "web"을 레플리카 15개로 조정한다
    그리고 10초가 지난다
    그러면 Deployment "web"의 새 버전의 Pod가 7개다
    그리고 Deployment "web"의 준비된 Pod가 11개다

  시나리오: 세 번째 이미지가 두 번째를 앞지른다
    조건 이미지 "web:2"는 1분 후에 준비된다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 10초가 지난다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:3"으로 바꾼다
    그러면 Deployment "web"이 30초 안에 롤아웃을 마친다
    그리고 Deployment "web"의 ReplicaSet 수는 3개다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 활성 Pod가 5개 초과인 때는 한 번도 없었다

  시나리오: 준비되었다고 바로 사용 가능한 것은 아니다
    조건 1분이 지난다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec:
        minReadySeconds: 30
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template: {spec: {containers: [{name: web, image: "web:2"}]}}
      """
    그리고 20초가 지난다
    그러면 Deployment "web"의 준비된 Pod가 5개다
    그리고 Deployment "web"의 사용 가능한 Pod가 4개다
    그리고 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 90초 이상 걸렸다

  시나리오: 두 리비전 전으로 되돌린다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 클러스터가 안정된다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:3"으로 바꾼다
    그리고 클러스터가 안정된다
    그리고 Deployment "web"을 리비전 1로 롤백한다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 필드 "spec.template.spec.containers[0].image"의 값은 "web:1"이다
    그리고 Deployment "web"의 필드 "metadata.annotations['deployment.kubernetes.io/revision']"의 값은 "4"이다
    만일 Deployment "web"을 리비전 1로 롤백해 본다
    그러면 "unable to find specified revision 1 in history"라는 이유로 거부된다

  시나리오: 리비전은 정해진 개수만 기억한다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {revisionHistoryLimit: 1}
      """
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 클러스터가 안정된다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:3"으로 바꾼다
    그리고 클러스터가 안정된다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:4"로 바꾼다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 ReplicaSet 수는 2개다
    만일 Deployment "web"을 리비전 1로 롤백해 본다
    그러면 "unable to find specified revision 1 in history"라는 이유로 거부된다

  시나리오: 컨디션과 이벤트가 진행 상황을 알린다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 이벤트 "ScalingReplicaSet"가 "from 4 to 3"라고 알린다
    그리고 Deployment "web"이 다음과 일치한다:
      """yaml
      status:
        (conditions[?type == 'Available'].[status, reason]): [["True", MinimumReplicasAvailable]]
        (conditions[?type == 'Progressing'].[status, reason]): [["True", NewReplicaSetAvailable]]
      """

  시나리오: 세라고 하면 떠나는 중인 Pod도 상태에 나온다
    그러면 Deployment "web"의 필드 "status.terminatingReplicas"에 값이 없다
    만일 기능 게이트 "DeploymentReplicaSetTerminatingReplicas"가 켜져 있다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 필드 "status.terminatingReplicas"의 값은 0이다
    만일 Deployment "web"을 레플리카 1개로 조정한다
    그리고 5초가 지난다
    그러면 Deployment "web"이 다음과 일치한다:
      """yaml
      status: {replicas: 1, availableReplicas: 1, terminatingReplicas: 3}
      """
    만일 10초가 지난다
    그러면 Deployment "web"의 필드 "status.terminatingReplicas"의 값은 0이다
    만일 기능 게이트 "DeploymentReplicaSetTerminatingReplicas"가 꺼져 있다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 필드 "status.terminatingReplicas"에 값이 없다
