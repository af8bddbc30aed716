# language: ko
기능: 쓰기와 쓰기 사이에 프로세스가 죽어도, 하다 만 일은 마무리된다
  컨트롤러는 객체에 없는 것을 따로 기억하지 않는다. 그래서 어느 쓰기에서 죽어도 괜찮다. 다음에 시작한 프로세스가 현재 상태를 보고
  모자란 만큼만, 더도 덜도 아니게 채운다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 새 Pod 세 개 가운데 하나만 만들고 컨트롤러 매니저가 죽는다
    만일 "kube-controller-manager"가 지금부터 3번째 쓰기에서 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 5개로 조정한다
    그리고 1분이 지난다
    그러면 Deployment "web"의 Pod가 3개다
    만일 "kube-controller-manager"가 다시 시작된다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 5개다
    그리고 「Deployment "web"을 레플리카 5개로 조정한다」 이후로 Deployment "web"의 활성 Pod가 항상 5개 이하였다

  시나리오: 대기열에 Pod를 둔 채 스케줄러가 죽는다
    만일 "kube-scheduler"가 다음 쓰기에서 갑자기 멈췄다가 20초 뒤에 다시 시작된다
    그리고 Deployment "web"을 레플리카 6개로 조정한다
    그리고 10초가 지난다
    그러면 Deployment "web"의 대기 중인 Pod가 3개 이상이다
    그리고 30초 안에 Deployment "web"의 준비된 Pod가 6개다

  시나리오: 컨테이너를 시작하던 kubelet이 죽는다
    만일 노드 "node-1"의 kubelet이 다음 쓰기에서 갑자기 멈췄다가 15초 뒤에 다시 시작된다
    그리고 노드 "node-2"의 kubelet이 다음 쓰기에서 갑자기 멈췄다가 15초 뒤에 다시 시작된다
    그리고 노드 "node-3"의 kubelet이 다음 쓰기에서 갑자기 멈췄다가 15초 뒤에 다시 시작된다
    그리고 Deployment "web"을 레플리카 5개로 조정한다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 5개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  @explore(60)
  시나리오: 누가 죽든, 일이 어떤 순서로 일어나든, Pod는 결국 다섯 개이고 여섯 개인 때는 없다
  이 시나리오는 한 번에 예순 번 실행된다. 순서를 뒤섞고, 아무 데서나 멈추고 늦추고 다시 시작한다.
    만일 Deployment "web"을 레플리카 5개로 조정한다
    그리고 10분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 5개다
    그리고 「Deployment "web"을 레플리카 5개로 조정한다」 이후로 Deployment "web"의 활성 Pod가 항상 5개 이하였다
