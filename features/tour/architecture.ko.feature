# language: ko
기능: 구성 요소는 저마다 한 가지 일을 하고, 모두 API 서버에서 만난다
  디플로이먼트를 쓰면 몇 초 뒤에 컨테이너가 돈다. 누가 시킨 것이 아니라, 저마다 제 일을 지켜보다가 한 일을 적을 뿐이다.

  배경:
    조건 노드가 2개인 클러스터

  시나리오: 디플로이먼트에서 컨테이너까지, 손에서 손으로
    만일 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 이벤트 "ScalingReplicaSet"가 "Scaled up replica set"라고 알린다
    만일 `kubectl get events -o custom-columns=WHO:.source.component,NEW:.reportingComponent,WHAT:.reason --sort-by=.metadata.creationTimestamp` 명령을 실행한다
    그러면 출력에 "deployment-controller"가 들어 있다
    그리고 출력에 "replicaset-controller"가 들어 있다
    그리고 출력에 "default-scheduler"가 들어 있다
    그리고 출력에 "kubelet"가 들어 있다

  시나리오: 컨트롤러가 없으면 디플로이먼트는 바람일 뿐이다
    조건 "kube-controller-manager"가 갑자기 멈춘다
    만일 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Deployment "web"이 존재한다
    그리고 ReplicaSet가 하나도 없다
    만일 "kube-controller-manager"가 다시 시작된다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 1개다

  시나리오: 스케줄러가 없으면 Pod는 갈 곳이 없다
    조건 "kube-scheduler"가 갑자기 멈춘다
    만일 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Deployment "web"의 대기 중인 Pod가 1개다
    그리고 Deployment "web"의 배치된 Pod가 없다
    만일 "kube-scheduler"가 다시 시작된다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 1개다

  시나리오: kubelet이 없으면 Pod는 자리만 있고 돌지 않는다
    조건 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 노드 "node-1"의 kubelet이 멈춘다
    만일 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 20초가 지난다
    그러면 Deployment "web"의 배치된 Pod가 1개다
    그리고 Deployment "web"의 실행 중인 Pod가 없다
    만일 노드 "node-1"의 kubelet이 다시 시작된다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 1개다

  시나리오: API 서버가 없어도 돌던 것은 돌고, 아무것도 바뀌지 않는다
    조건 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 API 서버가 응답하지 않는다
    그리고 `kubectl scale deployment web --replicas=5` 명령을 실행해 본다
    그러면 "the server is currently unable to handle the request"라는 이유로 거부된다
    만일 Deployment "web"의 컨테이너 하나가 강제 종료된다
    그리고 1분이 지난다
    그리고 API 서버가 다시 응답한다
    그리고 10초가 지난다
    그러면 Deployment "web"의 준비된 Pod가 2개다
    그리고 Deployment "web"의 Pod 1개가 다시 시작한 적이 있다
