# language: ko
기능: DaemonSet은 알맞은 노드마다 Pod를 하나씩 둔다

  배경:
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: agent:1}]}
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 노드가 오가면 데몬도 함께 오간다
    그러면 DaemonSet "agent"의 모든 Pod가 저마다 다른 노드에서 실행 중이다
    만일 노드 "node-4"가 합류한다
    그러면 1분 안에 DaemonSet "agent"의 준비된 Pod가 4개다
    만일 노드 "node-4"가 제거된다
    그러면 3분 안에 DaemonSet "agent"의 Pod가 3개다

  시나리오: 몇몇 노드만을 위한 데몬은 레이블을 따라간다
    만일 DaemonSet "agent"를 다음과 같이 패치한다:
      """yaml
      spec: {template: {spec: {nodeSelector: {disk: ssd}}}}
      """
    그리고 클러스터가 안정된다
    그러면 DaemonSet "agent"의 Pod가 없다
    만일 노드 "node-3"에 레이블 "disk=ssd"를 붙인다
    그러면 1분 안에 DaemonSet "agent"의 준비된 Pod가 1개다
    그리고 DaemonSet "agent"의 모든 Pod가 노드 "node-3"에 있다

  시나리오: 한 노드씩 교체하거나, 여유분을 두어 한순간도 비우지 않는다
    조건 이미지 "agent:2"는 10초 후에 준비된다
    만일 DaemonSet "agent"의 컨테이너 "agent"의 이미지를 "agent:2"로 바꾼다
    그러면 DaemonSet "agent"가 2분 안에 롤아웃을 마친다
    그리고 「DaemonSet "agent"의 컨테이너」 이후로 DaemonSet "agent"의 준비된 Pod가 2개 미만인 때는 한 번도 없었다
    조건 이미지 "agent:3"은 10초 후에 준비된다
    만일 DaemonSet "agent"를 다음과 같이 패치한다:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template: {spec: {containers: [{name: agent, image: agent:3}]}}
      """
    그러면 DaemonSet "agent"가 2분 안에 롤아웃을 마친다
    그리고 「DaemonSet "agent"를 다음과」 이후로 DaemonSet "agent"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다
    그리고 「DaemonSet "agent"를 다음과」 이후로 DaemonSet "agent"의 활성 Pod가 4개 초과인 때는 한 번도 없었다

  시나리오: 망가진 데몬은 첫 노드에서 멈추고, 되돌릴 수 있다
    조건 이미지 "agent:bad"는 존재하지 않는다
    만일 DaemonSet "agent"의 컨테이너 "agent"의 이미지를 "agent:bad"로 바꾼다
    그리고 5분이 지난다
    그러면 DaemonSet "agent"의 준비된 Pod가 2개다
    만일 DaemonSet "agent"를 롤백한다
    그러면 DaemonSet "agent"가 1분 안에 롤아웃을 마친다
    만일 `kubectl rollout history daemonset/agent` 명령을 실행한다
    그러면 출력에 "REVISION"가 들어 있다

  시나리오: 스케줄에서 빠진 노드는 데몬을 지키고, 테인트가 있는 노드는 받지 못한다
    만일 노드 "node-1"을 스케줄 대상에서 제외한다
    그리고 DaemonSet "agent"를 삭제한다
    그리고 노드 "node-2"에 테인트 "dedicated=db:NoSchedule"을 건다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: agent:1}]}
      """
    그리고 클러스터가 안정된다
    그러면 DaemonSet "agent"의 준비된 Pod가 2개다
    그리고 DaemonSet "agent"의 Pod가 노드 "node-2"에 없다
