# language: ko
기능: 여러 컨트롤러 매니저 가운데 하나만 일하고, 그것이 죽으면 다른 하나가 이어받는다
  고가용성 컨트롤 플레인의 프로세스들은 컴포넌트마다 하나뿐인 리스를 15초씩 쥐려고 한다. 리스를 쥔 리더는 2초마다 갱신한다.
  리스가 15초 동안 그대로인 것을 본 프로세스가 리스를 가져간다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 레플리카가 3개인 고가용성 컨트롤 플레인
    그리고 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 컨트롤러 매니저의 리더가 죽는다
    그러면 Lease "kube-system/kube-controller-manager"의 필드 "spec.leaseTransitions"의 값은 0이다
    만일 "kube-controller-manager"의 리더가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 5개로 조정한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 5개다
    그리고 5초에서 25초 사이가 걸렸다
    그리고 Lease "kube-system/kube-controller-manager"의 필드 "spec.leaseTransitions"의 값은 1이다

  시나리오: 리더가 차례로 모두 죽는다
    만일 "kube-scheduler"의 리더가 갑자기 멈춘다
    그리고 30초가 지난다
    그리고 "kube-scheduler"의 리더가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 3개로 조정한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 3개다
    만일 "kube-scheduler"의 리더가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 4개로 조정한다
    그리고 10분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다
    만일 "kube-scheduler"가 다시 시작된다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 4개다

  시나리오: API 서버에 닿지 못하는 리더는 다른 프로세스가 이어받기 전에 물러난다
    만일 API 서버가 30초 동안 응답하지 않는다
    그리고 1분이 지난다
    그리고 Deployment "web"을 레플리카 5개로 조정한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 5개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  시나리오: 누가 얼마 동안 리더인지 리스에 적혀 있다
    그러면 Lease "kube-system/kube-scheduler"가 다음과 일치한다:
      """yaml
      spec:
        leaseDurationSeconds: 15
        leaseTransitions: 0
      """
    그리고 Lease "kube-system/kube-scheduler"의 필드 "spec.holderIdentity"가 "control-plane-1_"을 포함한다
    그리고 Lease "kube-system/kube-scheduler"의 이벤트 "LeaderElection"이 "became leader"라고 알린다
    만일 1시간이 지난다
    그러면 Lease "kube-system/kube-scheduler"의 필드 "spec.holderIdentity"가 "control-plane-1_"을 포함한다
    그리고 Lease "kube-system/kube-scheduler"의 필드 "spec.renewTime"가 "T01:00:0"을 포함한다

  시나리오: 두 리더가 한꺼번에 죽어도 다른 프로세스가 이어받고, Pod는 하나도 더 생기지 않는다
    만일 "kube-controller-manager"의 리더가 갑자기 멈춘다
    그리고 "kube-scheduler"의 리더가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 6개로 조정한다
    그러면 40초 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 「Deployment "web"을 레플리카 6개로 조정한다」 이후로 Deployment "web"의 활성 Pod가 항상 6개 이하였다
    그리고 Lease "kube-system/kube-controller-manager"의 필드 "spec.leaseTransitions"의 값은 1이다
    그리고 Lease "kube-system/kube-scheduler"의 필드 "spec.leaseTransitions"의 값은 1이다
