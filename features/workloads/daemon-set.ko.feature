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

  시나리오: 스스로 받는 톨러레이션 덕분에 남들이 떠나는 노드에도 남는다
    조건 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-1"의 네트워크가 끊긴다
    그리고 10분이 지난다
    그러면 DaemonSet "agent"의 활성 Pod가 3개다
    그리고 Deployment "web"의 종료 중인 Pod가 1개다
    만일 노드 "node-1"이 되살아난다
    그러면 1분 안에 DaemonSet "agent"의 준비된 Pod가 3개다
    그리고 DaemonSet "agent"의 Pod가 다시 시작한 적이 없다

  시나리오: 참지 못하는 테인트는 데몬을 내보내고, 톨러레이션이 다시 불러온다
    만일 노드 "node-2"에 테인트 "dedicated=db:NoExecute"를 건다
    그리고 클러스터가 안정된다
    그러면 DaemonSet "agent"의 Pod가 2개다
    그리고 DaemonSet "agent"의 Pod가 노드 "node-2"에 없다
    만일 DaemonSet "agent"를 다음과 같이 패치한다:
      """yaml
      spec: {template: {spec: {tolerations: [{key: dedicated, operator: Exists}]}}}
      """
    그리고 클러스터가 안정된다
    그러면 DaemonSet "agent"의 준비된 Pod가 3개다
    그리고 DaemonSet "agent"의 모든 Pod가 저마다 다른 노드에서 실행 중이다

  시나리오: 한 번에 노드 절반씩, 그리고 되돌아갈 수 있는 이력
    조건 노드 "node-4"가 합류한다
    그리고 이미지 "agent:2"는 10초 후에 준비된다
    그리고 클러스터가 안정되어 있다
    만일 DaemonSet "agent"를 다음과 같이 패치한다:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}
        template: {spec: {containers: [{name: agent, image: agent:2}]}}
      """
    그리고 5초가 지난다
    그러면 DaemonSet "agent"의 준비된 Pod가 2개다
    그리고 DaemonSet "agent"가 2분 안에 롤아웃을 마친다
    그리고 「DaemonSet "agent"를 다음과」 이후로 DaemonSet "agent"의 준비된 Pod가 2개 미만인 때는 한 번도 없었다
    그리고 DaemonSet "agent"의 ControllerRevision 수는 2개다
    만일 DaemonSet "agent"를 리비전 1로 롤백한다
    그러면 DaemonSet "agent"가 2분 안에 롤아웃을 마친다
    그리고 DaemonSet "agent"의 필드 "spec.template.spec.containers[0].image"의 값은 "agent:1"이다

  시나리오: 노드가 축출한 데몬은 지우고 다시 만들되, 점점 느리게 한다
    만일 노드 "node-1"의 메모리가 부족해진다
    그리고 1분이 지난다
    그러면 DaemonSet "agent"의 이벤트 "FailedDaemonPod"가 "on node node-1, will try to kill it"라고 알린다
    그리고 DaemonSet "agent"의 준비된 Pod가 2개다
    만일 노드 "node-1"의 메모리가 다시 넉넉해진다
    그러면 10분 안에 DaemonSet "agent"의 준비된 Pod가 3개다
    그리고 DaemonSet "agent"의 모든 Pod가 저마다 다른 노드에서 실행 중이다
