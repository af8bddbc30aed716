# language: ko
기능: 시나리오는 어떠해야 하는지를 말한다
  오브젝트 하나, 그 오브젝트의 모든 Pod, 필드 하나, 또는 누군가가 남긴 글에 대해 말한다. 있어서는 안 되는 것도 말할 수 있다.

  시나리오: 작은 클러스터에서 모든 것이 순조롭다
    먼저 영역 "a", "b", "c"에 걸쳐 CPU 4개와 메모리 8Gi인 노드가 3개인 클러스터
    그리고 이미지 "web:1"은 "listening on 8080"을 로그에 남긴다
    만약 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 모든 노드가 Ready 상태다
    그리고 Deployment "web"의 모든 Pod가 준비된 상태다
    그리고 Deployment "web"이 있다
    그리고 Deployment "web"의 로그에 "panic"이 들어 있지 않다

  시나리오: 롤아웃이 멈춰 있고, 필드가 그것을 말해 준다
    먼저 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터
    만약 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 Deployment "web"의 롤아웃을 일시 정지한다
    그러면 Deployment "web"의 필드 "spec.paused"의 값은 true다
    만약 Deployment "web"의 롤아웃을 재개한다
    그러면 Deployment "web"의 필드 "spec.paused"에 값이 없다

  시나리오: 한 Job은 끝을 보고, 다른 Job은 보지 못한다
    먼저 노드가 1개인 클러스터
    만약 `kubectl create job well --image=busybox -- sleep 20` 명령을 실행한다
    그러면 Job "well"이 1분 안에 완료된다
    만약 다음을 적용한다:
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: ill
      spec:
        backoffLimit: 1
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: main
                image: busybox
                command: [sh, -c, exit 3]
      """
    그러면 Job "ill"이 1분 안에 실패한다

  시나리오: 삭제된 것은 더는 없다
    먼저 노드가 1개인 클러스터
    만약 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 Deployment "web"을 삭제한다
    그러면 Deployment "web"이 더는 없다
    만약 `kubectl get deployments` 명령을 실행한다
    그러면 출력에 "web"이 들어 있지 않다

  시나리오: 롤아웃 내내 지켜진 것
    먼저 노드가 2개인 클러스터
    만약 `kubectl create deployment web --image=web:1 --replicas=4 --port=80` 명령을 실행한다
    그리고 `kubectl expose deployment web` 명령을 실행한다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    만약 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 「Deployment "web"의 컨테이너」 이후로 Service "web"의 엔드포인트가 3개 미만인 때는 한 번도 없었다
    그리고 「Deployment "web"의 컨테이너」 이후로 ReplicaSet 수가 항상 2개 이하였다
    그리고 Deployment "web"의 필드 "spec.replicas"의 값은 항상 4였다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 필드 "status.readyReplicas"의 값은 항상 3 이상이었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 필드 "status.replicas"의 값은 항상 5 이하였다
    그리고 Deployment "web"의 필드 "status.readyReplicas"의 값이 5인 때는 한 번도 없었다
    그리고 Deployment "web"의 필드 "spec.strategy.type"의 값은 항상 "RollingUpdate"였다
    그리고 Deployment "web"의 필드 "spec.strategy.type"의 값이 "Recreate"인 때는 한 번도 없었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Node 수가 항상 2개 이상이었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Service "web"의 엔드포인트가 항상 5개 이하였다
    그리고 ReplicaSet 수가 2개 초과인 때는 한 번도 없었다
