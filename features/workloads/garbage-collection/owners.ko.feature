# language: ko
기능: 오브젝트에 딸린 것은, 남기기로 하지 않는 한 함께 사라진다

  배경:
    조건 노드가 1개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: Deployment가 만든 것은 뒤따라 사라진다
    만일 Deployment "web"을 삭제한다
    그리고 클러스터가 안정된다
    그러면 ReplicaSet이 하나도 없다
    그리고 Pod가 하나도 없다

  시나리오: 포그라운드 삭제에서는 소유자가 딸린 것을 기다린다
    만일 `kubectl delete deployment web --cascade=foreground --wait=false` 명령을 실행한다
    그러면 Deployment "web"이 존재한다
    그리고 Deployment "web"의 필드 "metadata.finalizers"가 "foregroundDeletion"을 포함한다
    만일 클러스터가 안정된다
    그러면 Deployment "web"은 존재하지 않는다
    그리고 Pod가 하나도 없다

  시나리오: 고아는 남고, 다시 입양될 수 있다
    만일 `kubectl delete deployment web --cascade=orphan` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"은 존재하지 않는다
    그리고 ReplicaSet 수는 1개다
    그리고 Pod 수는 2개다
    만일 `kubectl create deployment web --image=web:1 --replicas=2` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 ReplicaSet 수는 1개다
    그리고 Pod 수는 2개다
    그리고 Deployment "web"의 준비된 Pod가 2개다

  시나리오: 파이널라이저는 누군가 놓아줄 때까지 삭제된 것을 붙든다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: held, finalizers: [example.com/backup]}
      """
    만일 `kubectl delete configmap held --wait=false` 명령을 실행한다
    그리고 1시간이 지난다
    그러면 ConfigMap "held"이 존재한다
    만일 `kubectl patch configmap held --type=merge -p '{"metadata":{"finalizers":null}}'` 명령을 실행한다
    그러면 ConfigMap "held"은 존재하지 않는다
