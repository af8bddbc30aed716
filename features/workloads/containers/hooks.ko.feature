# language: ko
기능: 컨테이너는 시작한 뒤와 끝나기 전에 할 일이 있을 수 있다

  배경:
    조건 노드가 1개인 클러스터

  시나리오: 시작 후 훅이 끝날 때까지는 실행 중으로 치지 않는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: app:1
            lifecycle: {postStart: {exec: {command: [sleep, '20']}}}
      """
    만일 15초가 지난다
    그러면 Pod "app"이 ContainerCreating 상태다
    만일 10초가 지난다
    그러면 Pod "app"이 Running 상태다

  시나리오: 시작 후 훅이 실패하면 컨테이너가 끝나고 다시 시작된다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        terminationGracePeriodSeconds: 1
        containers:
          - name: c
            image: app:1
            lifecycle: {postStart: {exec: {command: ['false']}}}
      """
    만일 1분이 지난다
    그러면 Pod "app"의 이벤트 "FailedPostStartHook"이 "PostStartHook failed"라고 알린다
    그리고 Pod "app"이 1번 이상 다시 시작했다

  시나리오: 종료 전 훅과 프로그램은 하나의 유예 시간을 나누어 쓴다
    조건 이미지 "app:1"은 멈추는 데 20초가 걸린다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        terminationGracePeriodSeconds: 30
        containers:
          - name: c
            image: app:1
            lifecycle: {preStop: {sleep: {seconds: 15}}}
      """
    그리고 클러스터가 안정되어 있다
    만일 Pod "app"을 삭제한다
    그러면 29초에서 32초 사이가 걸렸다

  시나리오: 강제로 지우면 아무도 기다리지 않는다
    조건 이미지 "app:1"은 멈추는 데 20초가 걸린다
    그리고 `kubectl run app --image=app:1` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl delete pod app --grace-period=0 --force` 명령을 실행한다
    그러면 2초 이하가 걸렸다
    그리고 Pod "app"이 존재하지 않는다

  시나리오: 옆 컨테이너에게 남긴 작별 인사가 전해진다
    조건 이미지 "app:1"은 멈추는 데 10초가 걸린다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        volumes: [{name: shared, emptyDir: {}}]
        containers:
          - name: c
            image: app:1
            lifecycle: {preStop: {exec: {command: [sh, -c, 'echo goodbye > /shared/last']}}}
            volumeMounts: [{name: shared, mountPath: /shared}]
          - name: reader
            image: busybox:1.36
            command: [sh, -c, "trap 'cat /shared/last; exit 0' TERM; while true; do sleep 1; done"]
            lifecycle: {preStop: {sleep: {seconds: 2}}}
            volumeMounts: [{name: shared, mountPath: /shared}]
      """
    그리고 클러스터가 안정되어 있다
    만일 `kubectl delete pod app --wait=false` 명령을 실행한다
    그리고 5초가 지난다
    그리고 `kubectl logs app --container=reader` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      goodbye
      """
