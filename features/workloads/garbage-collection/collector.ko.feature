# language: ko
기능: 가비지 컬렉터는 소유자를 끝까지 따라간다
  누가 누구의 것인지는 오브젝트의 ownerReferences에 있다. 소유자가 있었는데 하나도 남지 않은 것은 지워진다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 `kubectl create configmap one` 명령을 실행한다
    그리고 `kubectl create configmap two` 명령을 실행한다
    그리고 `kubectl create configmap shared` 명령을 실행한다

  시나리오: 소유자가 둘이면 하나라도 있는 동안은 남는다
    조건 ConfigMap "one"가 ConfigMap "shared"를 소유한다
    그리고 ConfigMap "two"가 ConfigMap "shared"를 소유한다
    만일 ConfigMap "one"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 ConfigMap "shared"가 존재한다
    그리고 ConfigMap "shared"의 필드 "metadata.ownerReferences[*].name"의 값은 "two"이다
    만일 ConfigMap "two"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 ConfigMap "shared"가 존재하지 않는다

  시나리오: 서로를 기다리는 고리도 포그라운드 삭제에서 풀려난다
    조건 ConfigMap "one"가 ConfigMap "two"를 소유한다
    그리고 ConfigMap "two"가 ConfigMap "one"를 소유한다
    만일 `kubectl delete configmap one --cascade=foreground` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 ConfigMap "one"가 존재하지 않는다
    그리고 ConfigMap "two"가 존재하지 않는다

  시나리오: 백그라운드에서는 고리도 여느 사슬처럼 지워진다
    조건 ConfigMap "one"가 ConfigMap "two"를 소유한다
    그리고 ConfigMap "two"가 ConfigMap "shared"를 소유한다
    그리고 ConfigMap "shared"가 ConfigMap "one"를 소유한다
    만일 ConfigMap "two"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 ConfigMap "one"가 존재하지 않는다
    그리고 ConfigMap "shared"가 존재하지 않는다

  시나리오: 다른 네임스페이스의 소유자는 없는 것이나 같아서, 딸린 오브젝트가 지워진다
    조건 `kubectl create namespace shop` 명령을 실행한다
    그리고 `kubectl create configmap goods --namespace=shop` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 ConfigMap "one"가 ConfigMap "shop/goods"를 소유한다
    그리고 클러스터가 안정된다
    그러면 ConfigMap "shop/goods"가 존재하지 않는다
    그리고 ConfigMap "one"가 존재한다
    그리고 이벤트 "OwnerRefInvalidNamespace"가 "namespace: shop, name: one"라고 알린다

  시나리오: 네임스페이스가 없는 오브젝트는 네임스페이스 안의 소유자를 가질 수 없고, 그대로 남는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      """
    만일 ConfigMap "one"가 PriorityClass "high"를 소유한다
    그리고 클러스터가 안정된다
    그러면 이벤트 "OwnerRefInvalidNamespace"가 "name: one"라고 알린다
    만일 ConfigMap "one"를 삭제한다
    그리고 10분이 지난다
    그러면 PriorityClass "high"가 존재한다

  시나리오: 아주 사라진 노드의 Pod는 수거된다
    조건 `kubectl run bare --image=web:1 --overrides='{"spec":{"nodeName":"node-2"}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"가 제거된다
    그러면 2분 안에 Pod "bare"가 존재하지 않는다

  시나리오: 어디에도 배치되지 않은 Pod는 삭제하면 곧바로 사라진다
    조건 `kubectl run never --image=web:1 --overrides='{"spec":{"nodeSelector":{"disk":"ssd"}}}'` 명령을 실행한다
    그리고 10초가 지난다
    만일 `kubectl delete pod never --wait=false` 명령을 실행한다
    그러면 Pod "never"가 존재하지 않는다
