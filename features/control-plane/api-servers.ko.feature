# language: ko
기능: 여러 API 서버가 저마다 살아 있음을 알린다
  API 서버마다 kube-system에 자기 리스를 두고 10초마다 갱신한다. 돌아오지 않는 서버는 잊힌다. 한 시간이 지난 리스는 수거된다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 레플리카가 3개인 고가용성 컨트롤 플레인
    그리고 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 셋 중 하나가 멈춰도 아무도 모른다
    만일 "control-plane-2"의 API 서버가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 4개로 조정한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 준비된 노드 수는 2개다

  시나리오: 하나도 없으면 아무것도 물어볼 수 없다
    만일 "control-plane-1"의 API 서버가 갑자기 멈춘다
    그리고 "control-plane-2"의 API 서버가 갑자기 멈춘다
    그리고 "control-plane-3"의 API 서버가 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 4개로 조정해 본다
    그러면 "the server is currently unable to handle the request"라는 이유로 거부된다
    만일 "control-plane-3"의 API 서버가 다시 시작된다
    그리고 30초가 지난다
    그리고 Deployment "web"을 레플리카 4개로 조정한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 돌아오지 않는 서버의 리스는 수거된다
    만일 `kubectl get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o jsonpath='{.items[*].metadata.labels.kubernetes\.io/hostname}'` 명령을 실행한다
    그러면 출력에 "control-plane-1"이 들어 있다
    그리고 출력에 "control-plane-2"가 들어 있다
    그리고 출력에 "control-plane-3"이 들어 있다
    만일 "control-plane-1"의 API 서버가 갑자기 멈춘다
    그리고 "control-plane-2"의 API 서버가 갑자기 멈춘다
    그리고 150분이 지난다
    그리고 `kubectl get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o jsonpath='{.items[*].metadata.labels.kubernetes\.io/hostname}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      control-plane-3
      """

  시나리오: 돌아온 서버는 자기 리스를 다시 쥔다
    만일 "control-plane-2"의 API 서버가 갑자기 멈춘다
    그리고 5분이 지난다
    그리고 "control-plane-2"의 API 서버가 다시 시작된다
    그리고 1분이 지난다
    그리고 `kubectl get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o jsonpath='{range .items[*]}{.metadata.labels.kubernetes\.io/hostname} {.spec.leaseDurationSeconds}{"\n"}{end}'` 명령을 실행한다
    그러면 출력에 "control-plane-1 3600"이 들어 있다
    그리고 출력에 "control-plane-2 3600"이 들어 있다
    그리고 출력에 "control-plane-3 3600"이 들어 있다
