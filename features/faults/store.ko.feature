# language: ko
기능: etcd가 멈추거나 API 서버가 멈춘다
  돌고 있는 것에는 둘 다 필요 없다. 돌아올 때까지 새로 결정되는 것이 없을 뿐이고, 돌아오면 모두 객체에 적힌 곳에서 이어 간다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: etcd가 없으면 아무것도 쓸 수 없지만, 돌던 것은 계속 돈다
    만일 etcd가 2분 동안 응답하지 않는다
    그리고 Deployment "web"을 레플리카 5개로 조정해 본다
    그러면 "etcdserver: request timed out"라는 이유로 거부된다
    만일 Deployment "web"의 컨테이너 하나가 강제 종료된다
    그리고 3분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다
    그리고 Deployment "web"의 Pod 1개가 다시 시작한 적이 있다
    그리고 준비된 노드 수는 3개다
    만일 Deployment "web"을 레플리카 5개로 조정한다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 5개다

  시나리오: API 서버가 모두에게 없었다면 어느 노드도 포기하지 않는다
    만일 API 서버가 10분 동안 응답하지 않는다
    그리고 11분이 지난다
    그러면 준비된 노드 수는 3개다
    그리고 Deployment "web"의 준비된 Pod가 3개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다
    그리고 「API 서버가 10분 동안 응답하지 않는다」 이후로 Deployment "web"의 실행 중인 Pod가 3개 미만인 때는 한 번도 없었다

  시나리오: 얼마나 걸릴지 모르는 장애: 고칠 때까지 고장 난 채로 있다
    만일 Deployment "web"의 컨테이너 하나가 강제 종료된다
    그리고 API 서버가 응답하지 않는다
    그리고 1시간이 지난다
    그리고 `kubectl get pods` 명령을 실행해 본다
    그러면 "the server is currently unable to handle the request"라는 이유로 거부된다
    만일 API 서버가 다시 응답한다
    그리고 1분이 지난다
    그러면 Deployment "web"의 Pod 1개가 다시 시작한 적이 있다
    그리고 준비된 노드 수는 3개다
    만일 etcd가 응답하지 않는다
    그리고 20분이 지난다
    그리고 Deployment "web"을 삭제해 본다
    그러면 "etcdserver: request timed out"라는 이유로 거부된다
    만일 etcd가 다시 응답한다
    그리고 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다
    그리고 준비된 노드 수는 3개다
