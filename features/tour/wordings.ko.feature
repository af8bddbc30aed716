# language: ko
기능: 말하고 싶은 대로 말한다
  수와 시간은 낱말로 써도 되고, 그렇지 않다고 말할 수도 있으며, Pod가 어디에서 실행되는지, 몇 번 다시 시작했는지, 어떤 이벤트가 있었는지도 말할 수 있다.

  시나리오: Deployment의 Pod가 실행되는 곳
    먼저 영역 "a", "b", "c"에 걸쳐 CPU 4개와 메모리 8Gi인 노드가 세 대인 클러스터
    그리고 이미지 "web:1"은 30초 후에 준비된다
    만약 `kubectl create deployment web --image=web:1 --replicas=6` 명령을 실행한다
    그러면 Deployment "web"이 사용 가능 상태가 아니다
    그리고 10초 안에 Deployment "web"의 레플리카가 여섯 개다
    그리고 10초 동안 Deployment "web"의 준비된 레플리카가 없다
    그리고 1분 안에 Deployment "web"의 Pod 모두 6개가 준비된 상태다
    그리고 Deployment "web"의 준비되지 않은 Pod가 없다
    그리고 Deployment "web"의 Pod 2개가 각 노드에서 실행 중이다
    그리고 Deployment "web"의 Pod 두 개가 각 영역에서 실행 중이다
    그리고 Deployment "web"의 Pod들이 노드 3대에서 실행 중이다
    만약 Deployment "web"을 레플리카 한 개로 조정한다
    그러면 1분 안에 Deployment "web"의 Pod 수는 하나다

  시나리오: 컨테이너가 남기는 말과 다시 시작한 횟수
    먼저 노드가 한 대인 클러스터
    그리고 이미지 "worker:1"은 "working"을 로그에 남긴다
    그리고 이미지 "proxy:1"은 시작하자마자 코드 0으로 종료된다
    만약 다음을 적용한다:
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: work
      spec:
        containers:
          - name: worker
            image: worker:1
          - name: proxy
            image: proxy:1
      """
    그리고 30초가 지난다
    그러면 Pod "work"의 컨테이너 "proxy"가 두 번 다시 시작했다
    그리고 Pod "work"의 컨테이너 "worker"가 0번 다시 시작했다
    그리고 Pod "work"의 컨테이너 "worker"의 로그에 "working"이 들어 있다
    그리고 Pod "work"의 컨테이너 "proxy"의 로그에 "working"이 들어 있지 않다
    그리고 Pod "work"의 이벤트 "BackOff"의 수는 최소 2개다
    그리고 Pod "work"의 어느 이벤트도 "Failed to pull image"라고 알리지 않는다
    만약 Pod "work"의 컨테이너 "worker"가 강제 종료된다
    그러면 10초 안에 Pod "work"의 컨테이너 "worker"가 한 번 다시 시작했다

  시나리오: 잠시 자리를 비우는 머신
    먼저 노드가 두 대인 클러스터
    만약 노드 "node-1"이 2분 동안 멈춘다
    그러면 노드 "node-1"이 1분 안에 NotReady 상태가 된다
    그리고 노드 "node-1"이 준비 상태가 아니다
    그리고 2분 안에 모든 노드가 준비된 상태다
    그리고 「노드 "node-1"이 2분 동안 멈춘다」 이후로 노드 "node-2"가 NotReady 상태인 때는 한 번도 없었다
    만약 노드 "node-2"가 재부팅된다
    그러면 2분 동안 노드 "node-2"가 NotReady 상태가 아니다

  시나리오: 끝에서부터 거두어지는 한 줄
    먼저 노드가 1개인 클러스터
    그리고 이미지 "db:1"은 멈추는 데 2초가 걸린다
    만약 다음을 적용한다:
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: db
      spec:
        serviceName: db
        replicas: 3
        selector:
          matchLabels:
            app: db
        template:
          metadata:
            labels:
              app: db
          spec:
            containers:
              - name: db
                image: db:1
      """
    그리고 클러스터가 안정된다
    그리고 StatefulSet "db"를 레플리카 0개로 조정한다
    그리고 클러스터가 안정된다
    그러면 약 6초 걸렸다
    그리고 StatefulSet "db"의 Pod들이 거꾸로 하나씩 종료되었다

  시나리오: 해 본 일은 거부될 수 있다
    먼저 노드가 1개인 클러스터
    그리고 네임스페이스 "shop"에서 ClusterRole "view"를 가진 사용자 "bob"
    만약 사용자 "bob"이 `kubectl get pods -n shop` 명령을 실행해 본다
    그러면 거부되지 않는다
    만약 사용자 "bob"이 `kubectl delete pods --all -n shop` 명령을 실행해 본다
    그러면 성공한다
    만약 사용자 "bob"이 `kubectl create configmap settings -n shop` 명령을 실행해 본다
    그러면 거부된다
    그리고 'User "bob" cannot create resource "configmaps"'라는 이유로 거부된다
    그리고 ConfigMap "shop/settings"가 존재하지 않는다
