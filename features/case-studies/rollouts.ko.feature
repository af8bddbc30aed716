# language: ko
기능: 롤아웃 사례

  시나리오 개요: 레플리카 <replicas>개에서 25%가 뜻하는 것
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: <replicas>
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1", readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}}]
      """
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 사용 가능한 Pod가 <least>개 미만인 때는 한 번도 없었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 활성 Pod가 <most>개 초과인 때는 한 번도 없었다

    예:
      | replicas | least | most |
      | 1        | 1     | 2    |
      | 3        | 3     | 4    |
      | 4        | 3     | 5    |
      | 10       | 8     | 13   |

  시나리오: 없는 이미지는 롤아웃을 멈추게 하며, 저절로 롤백되지는 않는다
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=4` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 이미지 "web:2"은 존재하지 않는다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 2분이 지난다
    그러면 Deployment "web"의 Pod 2개가 ImagePullBackOff 상태다
    그리고 Deployment "web"의 준비된 Pod가 3개다
    만일 `kubectl rollout status deployment/web` 명령을 실행해 본다
    그러면 "exceeded its progress deadline"라는 이유로 거부된다
    그리고 출력에 "Waiting for deployment"이 들어 있다
    그리고 8분에서 9분 사이가 걸렸다
    만일 1시간이 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다
    만일 Deployment "web"을 롤백한다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 ReplicaSet 수는 2개다

  시나리오: 쿼터가 너무 작으면 올릴 때까지 롤아웃이 멈춰 있다
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: budget}
      spec: {hard: {pods: "3"}}
      """
    그리고 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 11분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다
    그리고 Deployment "web"의 필드 "status.conditions[?(@.type=='ReplicaFailure')].reason"의 값은 "FailedCreate"이다
    그리고 Deployment "web"의 필드 "status.conditions[?(@.type=='Progressing')].reason"의 값은 "ProgressDeadlineExceeded"이다
    만일 ResourceQuota "budget"을 다음과 같이 패치한다:
      """yaml
      spec: {hard: {pods: "4"}}
      """
    그러면 Deployment "web"이 15분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 활성 Pod가 4개 초과인 때는 한 번도 없었다

  시나리오: 노드 수만큼의 레플리카가 하나씩 흩어져 있으면 여분(surge)을 둘 자리가 없다
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {labelSelector: {matchLabels: {app: web}}, topologyKey: kubernetes.io/hostname}
            containers: [{name: web, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 11분이 지난다
    그러면 Deployment "web"의 대기 중인 Pod가 1개다
    그리고 이벤트 "FailedScheduling"이 "didn't match pod anti-affinity rules"라고 알린다
    그리고 Deployment "web"의 필드 "status.conditions[?(@.type=='Progressing')].reason"의 값은 "ProgressDeadlineExceeded"이다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {strategy: {rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}}
      """
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다

  시나리오: 일시 정지된 롤아웃은 늦은 것이 아니며, 롤백할 수도 없다
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 롤아웃을 일시 정지한다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:3"으로 바꾼다
    그리고 1시간이 지난다
    그러면 Deployment "web"의 필드 "status.conditions[?(@.type=='Progressing')].reason"의 값은 "DeploymentPaused"이다
    그리고 Deployment "web"의 ReplicaSet 수는 2개다
    만일 Deployment "web"을 롤백해 본다
    그러면 "you cannot rollback a paused deployment"라는 이유로 거부된다
    만일 Deployment "web"의 롤아웃을 재개한다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다

  시나리오: 기록이 없으면 돌아갈 곳도 없다
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        revisionHistoryLimit: 0
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 ReplicaSet 수는 1개다
    만일 Deployment "web"을 롤백해 본다
    그러면 "no rollout history found"라는 이유로 거부된다

  시나리오: 준비된 뒤에 요청을 받고 끝나는 동안에도 응답하는 Pod의 롤아웃은 아무도 눈치채지 못한다
    조건 노드가 3개인 클러스터
    그리고 이미지 "web:2"은 10초 후에 준비된다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: "web:1"
                ports: [{containerPort: 80}]
                readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2}
                lifecycle: {preStop: {sleep: {seconds: 5}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 Service "web"으로 요청을 초당 100개씩 보낸다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 Service "web"으로 보낸 요청은 하나도 실패하지 않았다
