# language: ko
기능: 네임스페이스는 차례대로 비운다: Pod가 먼저, 그다음에 Pod가 쓰던 것
  무엇이 남았고 누구를 기다리는지는 조건이 말해 준다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 `kubectl create namespace shop` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 설정과 정책은 그것을 쓰는 Pod가 끝난 다음에 지워진다
    조건 `kubectl create configmap settings --namespace=shop --from-literal=mode=dev` 명령을 실행한다
    그리고 이미지 "slow:1"은 멈추는 데 25초가 걸린다
    그리고 `kubectl run slow --image=slow:1 --namespace=shop` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl delete namespace shop --wait=false` 명령을 실행한다
    그리고 15초가 지난다
    그러면 Pod "shop/slow"가 Terminating 상태다
    그리고 ConfigMap "shop/settings"가 존재한다
    그리고 Namespace "shop"의 필드 "status.conditions[?(@.type=='NamespaceContentRemaining')].message"의 값은 "Some resources are remaining: pods. has 1 resource instances"이다
    그리고 1분 안에 Namespace "shop"이 존재하지 않는다

  시나리오: 파이널라이저가 네임스페이스를 붙들면 그 이름이 적힌다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: held, namespace: shop, finalizers: [example.com/backup]}
      """
    만일 `kubectl delete namespace shop --wait=false` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Namespace "shop"이 Terminating 상태다
    그리고 Namespace "shop"이 다음과 일치한다:
      """yaml
      status:
        phase: Terminating
        (conditions[?status == 'True'].[type, reason]):
          - [NamespaceContentRemaining, SomeResourcesRemain]
          - [NamespaceFinalizersRemaining, SomeFinalizersRemain]
        (conditions[?type == 'NamespaceFinalizersRemaining'].message):
          - "Some content in the namespace has finalizers remaining: example.com/backup in 1 resource instances"
      """
    만일 `kubectl patch configmap held --namespace=shop --type=merge -p '{"metadata":{"finalizers":null}}'` 명령을 실행한다
    그러면 1분 안에 Namespace "shop"이 존재하지 않는다

  시나리오: 새 네임스페이스는 서비스 어카운트와 루트 인증서를 바로 갖추고, 지워도 다시 생긴다
    그러면 ServiceAccount "shop/default"가 존재한다
    그리고 ConfigMap "shop/kube-root-ca.crt"가 존재한다
    만일 `kubectl delete serviceaccount default --namespace=shop` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 ServiceAccount "shop/default"가 존재한다

  시나리오: 클러스터에 없어서는 안 될 네임스페이스는 지울 수 없다
    만일 `kubectl delete namespace kube-system` 명령을 실행해 본다
    그러면 "this namespace may not be deleted"라는 이유로 거부된다
