# language: ko
기능: 직접 만든 kind와 그것을 돌보는 컨트롤러
  CustomResourceDefinition은 API 서버에 새로운 kind를 알려 준다. 그 kind의 오브젝트로 무엇을 할지는 컨트롤러가 정한다.
  여기서는 이 피처와 같은 폴더에 있는 TypeScript 컨트롤러가 그 일을 맡는다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 파일 "k8s/guestbook-crd.yaml"이 적용되어 있다
    그리고 컨트롤러 "./guestbook-controller.ts"

  시나리오: 정의가 자리를 잡으면 그 kind를 쓸 수 있다
    만일 클러스터가 안정된다
    그러면 CustomResourceDefinition "guestbooks.webapp.example.com"이 established 상태다
    만일 `kubectl api-resources --api-group=webapp.example.com` 명령을 실행한다
    그러면 출력에 "guestbooks   gb           webapp.example.com/v1   true         Guestbook"이 들어 있다

  시나리오: Guestbook 하나가 Deployment와 Service가 된다
    조건 클러스터가 안정되어 있다
    만일 "k8s/guestbook.yaml"을 적용한다
    그러면 Guestbook "visitors"가 1분 안에 준비 상태가 된다
    그리고 Deployment "visitors"의 준비된 Pod가 2개다
    그리고 Service "visitors"의 엔드포인트가 2개다
    그리고 Guestbook "visitors"의 필드 "spec.theme"의 값은 "light"이다
    만일 `kubectl get gb` 명령을 실행한다
    그러면 출력에 "visitors   light   2        2"가 들어 있다

  시나리오: Guestbook의 레플리카 수도 Deployment처럼 조정한다
    조건 클러스터가 안정되어 있다
    그리고 파일 "k8s/guestbook.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl scale guestbook/visitors --replicas=4` 명령을 실행한다
    그러면 1분 안에 Deployment "visitors"의 준비된 Pod가 4개다
    그리고 1분 안에 Guestbook "visitors"의 필드 "status.readyReplicas"의 값은 4이다

  시나리오: 누가 손으로 바꾼 것을 컨트롤러가 되돌린다
    조건 클러스터가 안정되어 있다
    그리고 파일 "k8s/guestbook.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다
    만일 Deployment "visitors"를 레플리카 0개로 조정한다
    그러면 1분 안에 Deployment "visitors"의 준비된 Pod가 2개다

  시나리오: 컨트롤러가 갑자기 멈춰도 중요한 것은 잃지 않는다
    조건 클러스터가 안정되어 있다
    만일 "k8s/guestbook.yaml"을 적용한다
    그리고 "guestbook-controller"가 갑자기 멈춘다
    그리고 1분이 지난다
    그리고 "guestbook-controller"가 다시 시작된다
    그러면 Guestbook "visitors"가 1분 안에 준비 상태가 된다

  시나리오: Guestbook을 지우면 그것이 만든 것도 사라진다
    조건 클러스터가 안정되어 있다
    그리고 파일 "k8s/guestbook.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다
    만일 Guestbook "visitors"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 Deployment "visitors"가 존재하지 않는다
    그리고 Pod가 하나도 없다

  시나리오: 스키마에 어긋나는 것은 거부된다
    조건 클러스터가 안정되어 있다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: webapp.example.com/v1
      kind: Guestbook
      metadata: {name: wrong}
      spec: {image: "guestbook:1.0", replicas: 11, theme: pink}
      """
    그러면 "The Guestbook \"wrong\" is invalid"라는 이유로 거부된다
    그리고 "spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10"이라는 이유로 거부된다
    그리고 다음과 같은 이유로 거부된다:
      """
      spec.theme: Unsupported value: "pink": supported values: "light", "dark"
      """

  시나리오: 정의를 지우면 그 오브젝트도 모두 사라진다
    조건 클러스터가 안정되어 있다
    그리고 파일 "k8s/guestbook.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다
    만일 CustomResourceDefinition "guestbooks.webapp.example.com"을 삭제한다
    그리고 클러스터가 안정된다
    그러면 CustomResourceDefinition "guestbooks.webapp.example.com"이 존재하지 않는다
    그리고 Deployment "visitors"가 존재하지 않는다
