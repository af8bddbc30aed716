# language: ko
기능: 이미지는 정책에 따라 내려받고, 안 되면 점점 뜸하게 다시 시도한다

  배경:
    조건 노드가 1개인 클러스터

  시나리오: 없는 이미지: 오류가 나고, 한 박자 쉬고, 생기면 다시 받는다
    조건 이미지 "shop:2"는 존재하지 않는다
    만일 `kubectl run shop --image=shop:2` 명령을 실행한다
    그러면 5초 안에 Pod "shop"이 ErrImagePull 상태다
    그리고 Pod "shop"의 이벤트 "Failed"가 "Error: ErrImagePull"라고 알린다
    그리고 10초 안에 Pod "shop"이 ImagePullBackOff 상태다
    그리고 Pod "shop"의 이벤트 "BackOff"가 'Back-off pulling image "shop:2"'라고 알린다
    그리고 Pod "shop"이 다시 시작한 적이 없다
    만일 이미지 "shop:2"가 존재한다
    그러면 1분 안에 Pod "shop"이 Running 상태다

  시나리오: 다시 받기까지의 간격은 5분까지 늘어난다
    조건 이미지 "shop:2"는 존재하지 않는다
    만일 `kubectl run shop --image=shop:2` 명령을 실행한다
    그리고 1시간이 지난다
    그러면 Pod "shop"이 ImagePullBackOff 상태다
    만일 `kubectl get events --field-selector reason=Pulling -o jsonpath=tries={.items[0].count}` 명령을 실행한다
    그러면 출력에 "tries=16"이 들어 있다
    만일 이미지 "shop:2"가 존재한다
    그러면 Pod "shop"이 6분 안에 Running 상태가 된다
    그리고 10초 이상 걸렸다

  시나리오: 노드에 있는 이미지는 꼭 받아야 할 때만 다시 받는다
    조건 이미지 "shop:1"은 내려받는 데 30초가 걸린다
    그리고 `kubectl run first --image=shop:1 --image-pull-policy=IfNotPresent` 명령을 실행한다
    만일 10초가 지난다
    그러면 Pod "first"가 ContainerCreating 상태다
    그리고 Pod "first"가 30초 안에 Running 상태가 된다
    만일 `kubectl run second --image=shop:1 --image-pull-policy=IfNotPresent` 명령을 실행한다
    그러면 Pod "second"가 2초 안에 Running 상태가 된다
    그리고 Pod "second"의 이벤트 "Pulled"가 'Container image "shop:1" already present on machine'라고 알린다
    만일 `kubectl run third --image=shop:1 --image-pull-policy=Always` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "third"의 이벤트 "Pulling"이 'Pulling image "shop:1"'라고 알린다

  시나리오: 절대 받지 않기로 했는데 노드에도 없으면 누가 가져다 놓을 때까지 기다린다
    만일 `kubectl run shop --image=shop:1 --image-pull-policy=Never` 명령을 실행한다
    그러면 5초 안에 Pod "shop"이 ErrImageNeverPull 상태다
    그리고 Pod "shop"의 이벤트 "ErrImageNeverPull"이 'Container image "shop:1" is not present with pull policy of Never'라고 알린다

  시나리오: 이름이라 할 수 없는 이름
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec: {containers: [{name: c, image: "Shop:1"}]}
      """
    그러면 5초 안에 Pod "shop"이 InvalidImageName 상태다
    그리고 Pod "shop"의 이벤트 "InspectFailed"가 'Failed to apply default image tag "Shop:1"'라고 알린다

  시나리오 개요: 아무 말이 없으면 태그가 정한다: <image>
    만일 `kubectl run shop --image=<image>` 명령을 실행한다
    그러면 Pod "shop"의 필드 "spec.containers[0].imagePullPolicy"의 값은 "<policy>"이다

    예:
      | image       | policy       |
      | shop        | Always       |
      | shop:latest | Always       |
      | shop:1      | IfNotPresent |
