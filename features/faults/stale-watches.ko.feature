# language: ko
기능: 늦게 들으면 지난 상태를 보고 움직이고, 못 들으면 처음부터 다시 본다
  모든 프로그램은 워치를 통해 클러스터를 본다. 워치가 늦으면 예전 클러스터를 알고 있는 셈이고, 끊기면 다시 이어졌을 때
  전체 목록을 새로 가져온다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 10초 늦게 듣는 스케줄러
    만일 "kube-scheduler"의 워치가 10초 늦게 온다
    그리고 Deployment "web"을 레플리카 4개로 조정한다
    그리고 8초가 지난다
    그러면 Deployment "web"의 대기 중인 Pod가 2개다
    그리고 5초 안에 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 아무것도 듣지 못하는 컨트롤러 매니저는 아무것도 만들지 않다가 나중에 채운다
    만일 "kube-controller-manager"의 워치가 끊긴다
    그리고 Deployment "web"을 레플리카 5개로 조정한다
    그리고 30초가 지난다
    그러면 Deployment "web"의 Pod가 2개다
    만일 "kube-controller-manager"의 워치가 다시 제때 온다
    그러면 10초 안에 Deployment "web"의 준비된 Pod가 5개다
    그리고 「Deployment "web"을 레플리카 5개로 조정한다」 이후로 Deployment "web"의 활성 Pod가 항상 5개 이하였다

  시나리오: 자기가 만든 Pod를 아직 보지 못한 ReplicaSet 컨트롤러도 Pod를 두 번 만들지 않는다
    만일 "kube-controller-manager"의 워치가 5초 늦게 온다
    그리고 Deployment "web"을 레플리카 5개로 조정한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 5개다
    그리고 「Deployment "web"을 레플리카 5개로 조정한다」 이후로 Deployment "web"의 활성 Pod가 항상 5개 이하였다

  시나리오: 워치가 끊긴 kubelet은 아는 대로 계속 돌린다
    만일 노드 "node-1"의 kubelet의 워치가 2분 동안 끊긴다
    그리고 노드 "node-2"의 kubelet의 워치가 2분 동안 끊긴다
    그리고 Deployment "web"을 레플리카 4개로 조정한다
    그리고 1분이 지난다
    그러면 노드 "node-1"이 Ready 상태다
    그리고 Deployment "web"의 준비된 Pod가 2개다
    그리고 90초 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  시나리오: 오래 끊긴 워치는 목록부터 새로 받는다
    만일 "kube-scheduler"의 워치가 끊긴다
    그리고 Deployment "web"을 레플리카 3개로 조정한다
    그리고 30분이 지난다
    그리고 Deployment "web"을 삭제한다
    그리고 `kubectl create deployment other --image=web:1 --replicas=2` 명령을 실행한다
    그리고 1분이 지난다
    그러면 Deployment "other"의 대기 중인 Pod가 2개다
    만일 "kube-scheduler"의 워치가 다시 제때 온다
    그러면 10초 안에 Deployment "other"의 준비된 Pod가 2개다
