# language: ko
기능: 실행 중인 Pod에 디버깅용 컨테이너가 들어온다

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: web, image: "distroless/web:1"}]
      """
    그리고 Pod "web"이 1분 안에 준비 상태가 된다

  시나리오: 다른 컨테이너 곁에서 실행되고, 출력을 읽을 수 있다
    만일 `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox","command":["sh","-c","echo hello from inside && sleep 3600"]}]}}'` 명령을 실행한다
    그러면 30초 안에 Pod "web"이 다음과 일치한다:
      """yaml
      status:
        (ephemeralContainerStatuses[0].state.running != null): true
      """
    그리고 Pod "web"의 이벤트 "Started"가 "Started container look"이라고 알린다
    그리고 Pod "web"이 Running 상태다
    만일 `kubectl logs web -c look` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      hello from inside
      """

  시나리오: 다시 시작되지 않으며, Pod는 영향을 받지 않는다
    만일 `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox","command":["sh","-c","exit 3"]}]}}'` 명령을 실행한다
    그리고 5분이 지난다
    그러면 Pod "web"이 다음과 일치한다:
      """yaml
      status:
        phase: Running
        ephemeralContainerStatuses:
          - {name: look, restartCount: 0, state: {terminated: {exitCode: 3, reason: Error}}}
      """
    그리고 Pod "web"이 준비 상태다

  시나리오: Pod가 아직 뜨지 못했을 때도 쓸 수 있다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: stuck}
      spec:
        initContainers: [{name: wait, image: busybox, command: [sleep, infinity]}]
        containers: [{name: web, image: "distroless/web:1"}]
      """
    그리고 10초가 지난다
    만일 `kubectl patch pod stuck --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox","command":["sleep","3600"]}]}}'` 명령을 실행한다
    그러면 30초 안에 Pod "stuck"이 다음과 일치한다:
      """yaml
      status:
        (ephemeralContainerStatuses[0].state.running != null): true
      """
    그리고 Pod "stuck"이 Init:0/1 상태다

  시나리오: 뺄 수도 바꿀 수도 없고, 리소스를 요청할 수도 없다
    조건 `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox"}]}}'` 명령을 실행한다
    만일 `kubectl patch pod web --subresource ephemeralcontainers --type json -p '[{"op":"remove","path":"/spec/ephemeralContainers/0"}]'` 명령을 실행해 본다
    그러면 "existing ephemeral containers \"look\" may not be removed"라는 이유로 거부된다
    만일 `kubectl patch pod web --subresource ephemeralcontainers -p '{"spec":{"ephemeralContainers":[{"name":"big","image":"busybox","resources":{"requests":{"cpu":"1"}}}]}}'` 명령을 실행해 본다
    그러면 "cannot be set for an Ephemeral Container"라는 이유로 거부된다
