# language: ko
기능: 조금 드물게 쓰는 말
  이미지와 머신, 컨트롤 플레인의 프로세스에 대해 할 수 있는 말, 거부될 수 있는 일, 그리고 숫자와 장소와 이벤트에 대한 주장이다.

  시나리오: 이미지가 무엇을 쓰는지, 그리고 말을 듣지 않는 이미지
    먼저 영역 "a", "b"에 걸쳐 노드가 2개인 클러스터
    그리고 애드온 "metrics-server"
    그리고 이미지 "web:1"은 CPU 300m을 사용한다
    그리고 이미지 "batch:1"은 메모리 512Mi를 사용한다
    그리고 이미지 "web:1"은 SIGTERM을 무시한다
    만약 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl run batch --image=batch:1` 명령을 실행한다
    그리고 2분 동안 기다린다
    그리고 `kubectl top pod batch --no-headers` 명령을 실행한다
    그러면 출력에 "512Mi"가 들어 있다
    만약 Deployment "web"을 삭제한다
    그리고 클러스터가 안정된다
    그러면 29초보다 오래 걸렸다
    그리고 40초 미만이 걸렸다

  시나리오: 손으로 하는 롤아웃과 그 뒤에 남는 것
    먼저 노드가 2개인 클러스터
    만약 "../nodes/k8s/web.yaml"을 적용해 본다
    그러면 거부되지 않는다
    그리고 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 Deployment "web"에 ReplicaSet이 1개 있다
    만약 Deployment "web"의 이미지를 "nginx:1.16.1"로 바꾼다
    그리고 클러스터가 2분 안에 안정된다
    그러면 Deployment "web"에 ReplicaSet이 2개 있다
    그리고 Deployment "web"의 준비된 Pod 수는 4개다
    그리고 Deployment "web"의 준비된 레플리카가 4개다
    그리고 네임스페이스 "default" 안의 Pod 수는 4개다
    그리고 네임스페이스 "kube-public" 안의 Pod가 하나도 없다
    그리고 Deployment "web"이 10분 동안 사용 가능 상태를 유지한다
    그리고 Deployment "web"이 실패 상태인 때는 한 번도 없었다
    그리고 「Deployment "web"의 이미지」 이후로 어느 노드도 Deployment "web"의 Pod를 4개 초과 실행한 적이 없다
    그리고 Deployment "web"의 Pod가 노드 "node-1"에서 4개 초과 실행된 때는 한 번도 없었다
    그리고 Deployment "web"의 필드 "spec.replicas"의 값은 2가 아니다
    그리고 Deployment "web"의 필드 "spec.strategy.type"의 값은 "Recreate"가 아니다
    그리고 Deployment "web"의 필드 "metadata.uid"에 값이 있다
    그리고 Deployment "web"의 Pod들의 이벤트 "BackOff"가 없다
    만약 Deployment "web"을 레플리카 0개로 조정한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 레플리카가 없다
    그리고 Deployment "web"의 Pod 가운데 준비된 것이 없다
    그리고 Deployment "web"의 준비된 Pod가 하나도 없다

  시나리오 개요: 없는 것에 해 보는 일은 거부된다: <deed>
    먼저 노드가 1개인 클러스터
    만약 <deed>
    그러면 '<why>'라는 이유로 거부된다

    예:
      | deed                                                             | why                                     |
      | "nowhere.yaml"을 적용해 본다                                     | the path "nowhere.yaml" does not exist  |
      | Deployment "web"의 컨테이너 "nginx"의 이미지를 "nginx:2"로 바꿔 본다 | deployments.apps "web" not found        |
      | Deployment "web"의 이미지를 "nginx:2"로 바꿔 본다                | deployments.apps "web" not found        |
      | Deployment "web"의 롤아웃을 일시 정지해 본다                     | deployments.apps "web" not found        |
      | Deployment "web"의 롤아웃을 재개해 본다                          | deployments.apps "web" not found        |
      | Deployment "web"의 롤아웃을 다시 시작해 본다                     | deployments.apps "web" not found        |
      | 노드 "node-9"에 레이블 "disk=ssd"를 붙여 본다                    | nodes "node-9" not found                |
      | 노드 "node-9"에서 레이블 "disk"를 떼어 본다                      | nodes "node-9" not found                |
      | Deployment "web"에 애너테이션 "team=shop"을 붙여 본다            | deployments.apps "web" not found        |
      | 노드 "node-9"를 스케줄 대상에서 제외해 본다                      | nodes "node-9" not found                |
      | 노드 "node-9"를 다시 스케줄 대상으로 돌려 본다                   | nodes "node-9" not found                |
      | 노드 "node-9"에 테인트 "maintenance=true:NoExecute"를 걸어 본다  | nodes "node-9" not found                |
      | 노드 "node-1"에서 테인트 "maintenance:NoExecute"를 없애 본다     | taint "maintenance:NoExecute" not found |

  시나리오: 머신에 붙였다 떼는 표시
    먼저 영역 "a", "b"에 걸쳐 노드가 2개인 클러스터
    만약 노드 "node-1"에 레이블 "disk=ssd"를 붙인다
    그리고 노드 "node-1"에 테인트 "maintenance=true:NoExecute"를 건다
    그러면 노드 "node-1"의 필드 "spec.taints"가 "maintenance"를 포함한다
    만약 노드 "node-1"에서 레이블 "disk"를 뗀다
    그리고 노드 "node-1"에서 테인트 "maintenance:NoExecute"를 없앤다
    그러면 노드 "node-1"의 필드 "metadata.labels"가 "disk"를 포함하지 않는다
    그리고 노드 "node-1"의 필드 "spec.taints"에 값이 없다
    만약 노드 "node-4"가 CPU 4개와 메모리 8Gi로 영역 "b"에 합류한다
    그리고 `kubectl run web --image=nginx --overrides='{"apiVersion":"v1","spec":{"nodeSelector":{"topology.kubernetes.io/zone":"a"}}}'` 명령을 실행한다
    그러면 Pod "web"이 1분 안에 노드 "node-1"에서 Running 상태가 된다
    그리고 Pod "web"이 1분 동안 Running 상태를 유지한다
    그리고 Pod "web"이 노드 "node-1"에서 실행 중이다
    그리고 Pod "web"이 영역 "a"에서 실행 중이다
    그리고 Pod "web"의 어느 이벤트 "Pulling"도 "httpd"라고 알리지 않는다
    만약 `kubectl run cache --image=redis --overrides='{"apiVersion":"v1","spec":{"nodeSelector":{"topology.kubernetes.io/zone":"c"}}}'` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "cache"의 어느 이벤트가 "0/3 nodes are available"라고 알린다

  시나리오: 모든 Pod가 한곳에
    먼저 영역 "a", "b", "c"에 걸쳐 노드가 3개인 클러스터
    만약 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {topology.kubernetes.io/zone: b}
            containers: [{name: web, image: nginx}]
      """
    그러면 Deployment "web"이 1분 안에 사용 가능 상태가 된다
    그리고 Deployment "web"의 모든 Pod가 영역 "b"에서 실행 중이다
    그리고 Deployment "web"의 Pod들의 이벤트 "Scheduled"의 수는 2개다
    만약 `kubectl expose deployment web --port=80` 명령을 실행한다
    그리고 클러스터가 안정된다
    그리고 Service "web"으로 요청을 초당 10개씩 보낸다
    그리고 1분이 지난다
    그러면 Service "web"으로 보낸 요청이 모두 성공했다
    그리고 Service "web"으로 보낸 요청의 0.1% 이하가 실패했다

  시나리오: 해낸 Job과 해내지 못한 Job
    먼저 노드가 1개인 클러스터
    만약 `kubectl create job well --image=busybox -- true` 명령을 실행한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: ill}
      spec:
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            containers: [{name: main, image: busybox, command: ["false"]}]
      """
    그리고 클러스터가 안정된다
    그리고 `kubectl create cronjob nightly --image=busybox --schedule='0 3 * * *'` 명령을 실행한다
    그러면 CronJob "nightly"에 Job이 없다
    그리고 Job "well"이 완료되어 있다
    그리고 Job "ill"이 실패해 있다

  시나리오: 비틀거리는 프로세스와 돌아오는 네트워크
    먼저 노드가 3개인 클러스터
    만약 `kubectl create deployment web --image=nginx --replicas=3` 명령을 실행한다
    그리고 "kube-scheduler"가 갑자기 멈췄다가 5초 뒤에 다시 시작된다
    그리고 노드 "node-1"의 kubelet의 워치가 1분 동안 2초 늦게 온다
    그러면 Deployment "web"이 2분 안에 사용 가능 상태가 된다
    만약 노드 "node-2"의 kubelet이 재시작된다
    그리고 노드 "node-3"의 네트워크가 20초 동안 끊긴다
    그리고 2분이 지난다
    그러면 「노드 "node-2"의 kubelet」 이후로 노드 "node-2"가 항상 Ready 상태였다
    그리고 Deployment "web"이 사용 가능 상태다
    만약 "kube-controller-manager"가 다음 쓰기에서 갑자기 멈춘다
    그리고 Deployment "web"을 레플리카 4개로 조정한다
    그러면 1분 동안 Deployment "web"의 Pod가 3개다
    만약 "kube-controller-manager"가 재시작된다
    그러면 2분 안에 Deployment "web"의 준비된 Pod가 4개다
    만약 5분 동안 노드 "node-1"을 비운다
    그러면 Deployment "web"의 Pod가 노드 "node-1"에 없다

  시나리오: 클러스터 롤을 가진 사람은 어디서나
    먼저 노드가 1개인 클러스터
    그리고 ClusterRole "edit"를 가진 사용자 "alice"
    만약 사용자 "alice"가 `kubectl create configmap settings -n kube-public` 명령을 실행한다
    그러면 ConfigMap "kube-public/settings"가 있다
    만약 사용자 "alice"가 `kubectl delete node node-1` 명령을 실행해 본다
    그러면 'User "alice" cannot delete resource "nodes"'라는 이유로 거부된다
