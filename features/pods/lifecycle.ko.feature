# language: ko
기능: Pod의 일생: 컨테이너는 차례로 시작하고, 함께 쓸 것은 함께 쓰고, 차례로 끝난다

  배경:
    조건 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터

  시나리오: 초기화 컨테이너는 다른 컨테이너보다 먼저 하나씩 실행된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers:
          - {name: first, image: busybox, command: [sh, -c, "echo first && sleep 10"]}
          - {name: second, image: busybox, command: [sh, -c, "echo second && sleep 5"]}
        containers:
          - {name: main, image: busybox, command: [sh, -c, "echo main && sleep 3600"]}
      """
    그리고 8초가 지난다
    그러면 Pod "app"이 Init:0/2 상태다
    만일 5초가 지난다
    그러면 Pod "app"이 Init:1/2 상태다
    그리고 10초 안에 Pod "app"이 Running 상태다
    만일 `kubectl logs app -c second` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      second
      """

  시나리오: 초기화 컨테이너가 실패하면 Pod는 시작하지 못한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers: [{name: check, image: busybox, command: ["false"]}]
        containers: [{name: main, image: "app:1"}]
      """
    그리고 2분이 지난다
    그러면 Pod "app"이 Init:CrashLoopBackOff 상태다

  시나리오: 사이드카는 주 컨테이너보다 먼저 시작하고 나중에 끝난다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        initContainers:
          - {name: proxy, image: "proxy:1", restartPolicy: Always}
        containers:
          - {name: main, image: busybox, command: [sh, -c, "sleep 30"]}
      """
    그러면 10초 안에 Pod "app"이 Running 상태다
    그리고 1분 안에 Pod "app"이 Completed 상태다

  시나리오: 두 컨테이너가 볼륨을, 그리고 그 안의 파일을 함께 쓴다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: pair}
      spec:
        volumes: [{name: shared, emptyDir: {}}]
        containers:
          - name: writer
            image: busybox
            command: [sh, -c, "echo hello > /out/greeting && sleep 3600"]
            volumeMounts: [{name: shared, mountPath: /out}]
          - name: reader
            image: busybox
            command: [sh, -c, "sleep 5; cat /in/greeting; sleep 3600"]
            volumeMounts: [{name: shared, mountPath: /in}]
      """
    그리고 10초가 지난다
    그리고 `kubectl logs pair -c reader` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      hello
      """

  시나리오 개요: 무엇을 요청하느냐가 Pod의 서비스 품질을 정한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec: {containers: [{name: c, image: "app:1", resources: <resources>}]}
      """
    그러면 Pod "app"의 필드 "status.qosClass"의 값은 "<class>"이다

    예:
      | resources                                                            | class      |
      | {}                                                                   | BestEffort |
      | {requests: {cpu: 100m}}                                              | Burstable  |
      | {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}     | Guaranteed |

  시나리오 개요: 재시작 정책은 끝난 컨테이너가 어떻게 될지 정한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: <policy>
        containers: [{name: c, image: busybox, command: [sh, -c, "sleep 5; exit <code>"]}]
      """
    그리고 30초가 지난다
    그러면 Pod "app"이 <status> 상태다

    예:
      | policy    | code | status           |
      | Never     | 0    | Completed        |
      | Never     | 1    | Error            |
      | OnFailure | 0    | Completed        |
      | OnFailure | 1    | CrashLoopBackOff |
      | Always    | 0    | CrashLoopBackOff |

  시나리오: 한도보다 많은 메모리를 쓰는 컨테이너는 강제 종료된다
    조건 이미지 "greedy:1"은 CPU 10m과 메모리 512Mi를 사용한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec: {containers: [{name: c, image: "greedy:1", resources: {limits: {memory: 256Mi}}}]}
      """
    그리고 30초가 지난다
    그러면 Pod "greedy"의 필드 "status.containerStatuses[0].lastState.terminated.reason"의 값은 "OOMKilled"이다

  시나리오: Pod에는 끝낼 유예 시간이 있고, preStop 훅도 그 시간을 쓴다
    조건 이미지 "slow:1"은 멈추는 데 20초가 걸린다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: slow}
      spec:
        terminationGracePeriodSeconds: 60
        containers:
          - name: c
            image: "slow:1"
            lifecycle: {preStop: {sleep: {seconds: 10}}}
      """
    그리고 클러스터가 안정된다
    그리고 Pod "slow"를 삭제한다
    그러면 29초에서 33초 사이가 걸렸다

  시나리오: 설정은 변수로도 오고 파일로도 온다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {mode: dev, greeting: "hello from a file"}
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: key}
      stringData: {token: s3cret}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        volumes: [{name: settings, configMap: {name: settings}}]
        containers:
          - name: c
            image: busybox
            command: [sh, -c, 'echo "$MODE $TOKEN"; cat /etc/app/greeting; echo; echo x > /etc/app/mode; sleep 3600']
            env:
              - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
              - {name: TOKEN, valueFrom: {secretKeyRef: {name: key, key: token}}}
            volumeMounts: [{name: settings, mountPath: /etc/app}]
      """
    그리고 10초가 지난다
    그리고 `kubectl logs app` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      dev s3cret
      hello from a file
      sh: can't create /etc/app/mode: Read-only file system
      """
