# language: ko
기능: 네임스페이스는 클러스터를 나눈다
  이름은 한 네임스페이스 안에서만 유일하다. 예산과 기본값은 네임스페이스마다 정하고, 네임스페이스가 사라지면 그 안의 것도 모두 사라진다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 `kubectl create namespace team-a` 명령을 실행한다
    그리고 `kubectl create namespace team-b` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 두 네임스페이스에 있는 같은 이름은 서로 다른 오브젝트다
    만일 `kubectl create deployment web --image=web:1 -n team-a` 명령을 실행한다
    그리고 `kubectl create deployment web --image=web:2 --replicas=2 -n team-b` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 Deployment "team-a/web"의 준비된 Pod가 1개다
    그리고 Deployment "team-b/web"의 준비된 Pod가 2개다
    만일 Deployment "team-a/web"을 삭제한다
    그리고 클러스터가 안정된다
    그러면 Deployment "team-a/web"이 존재하지 않는다
    그리고 Deployment "team-b/web"의 준비된 Pod가 2개다

  시나리오: 쿼터는 네임스페이스가 쓰는 양을 제한하고, 넘으려는 이에게 그렇다고 알린다
    조건 네임스페이스 "team-a"
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: budget}
      spec: {hard: {pods: "3", requests.cpu: "1"}}
      """
    그리고 클러스터가 안정되어 있다
    만일 `kubectl run bare --image=web:1` 명령을 실행해 본다
    그러면 "failed quota: budget: must specify requests.cpu for: bare"라는 이유로 거부된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 5
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1", resources: {requests: {cpu: 200m}}}]
      """
    그리고 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 3개다
    그리고 이벤트 "FailedCreate"가 "exceeded quota: budget, requested: pods=1, used: pods=3, limited: pods=3"라고 알린다
    그리고 ResourceQuota "budget"의 필드 "status.used.pods"의 값은 "3"이다
    만일 Deployment "web"을 레플리카 2개로 조정한다
    그리고 클러스터가 안정된다
    그러면 ResourceQuota "budget"의 필드 "status.used.pods"의 값은 "2"이다

  시나리오: 리밋 레인지는 Pod가 비워 둔 것을 채우고, 범위를 지키게 한다
    조건 네임스페이스 "team-a"
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: LimitRange
      metadata: {name: limits}
      spec:
        limits:
          - type: Container
            default: {cpu: 500m, memory: 256Mi}
            defaultRequest: {cpu: 100m, memory: 128Mi}
            max: {cpu: "1"}
      """
    만일 `kubectl run small --image=web:1` 명령을 실행한다
    그러면 Pod "small"의 필드 "spec.containers[0].resources.requests.cpu"의 값은 "100m"이다
    그리고 Pod "small"의 필드 "spec.containers[0].resources.limits.memory"의 값은 "256Mi"이다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec: {containers: [{name: c, image: "web:1", resources: {limits: {cpu: "2"}}}]}
      """
    그러면 "maximum cpu usage per Container is 1, but limit is 2"라는 이유로 거부된다

  시나리오: 네임스페이스는 그 안의 모든 것과 함께 사라진다
    조건 `kubectl create deployment web --image=web:1 --replicas=3 -n team-a` 명령을 실행한다
    그리고 `kubectl create configmap settings --from-literal=mode=dev -n team-a` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl delete namespace team-a --wait=false` 명령을 실행한다
    그러면 네임스페이스 "team-a"가 Terminating 상태다
    만일 `kubectl create configmap late --from-literal=a=b -n team-a` 명령을 실행해 본다
    그러면 "because it is being terminated"라는 이유로 거부된다
    만일 클러스터가 안정된다
    그러면 네임스페이스 "team-a"가 존재하지 않는다
    그리고 Deployment "team-a/web"이 존재하지 않는다

  시나리오: Service는 제 네임스페이스 안에서는 이름으로, 어디서나 전체 이름으로 찾을 수 있다
    조건 `kubectl create deployment web --image=web:1 -n team-a` 명령을 실행한다
    그리고 `kubectl expose deployment web --port=80 -n team-a` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    그러면 이름 "web.team-a.svc.cluster.local"이 주소 1개로 해석된다
    그리고 이름 "web.team-b.svc.cluster.local"이 어디로도 해석되지 않는다

  시나리오: 네임스페이스와 그 안의 Pod를 파일 하나로 만든다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec: {containers: [{name: c, image: "web:1"}]}
      """
    그리고 클러스터가 안정된다
    그러면 Pod "shop/web"이 Running 상태다
