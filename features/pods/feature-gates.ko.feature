# language: ko
기능: 기능 게이트가 Pod에 열어 주는 것
  Pod가 요구할 수 있는 것 가운데 일부는 누가 켜기 전까지 닫혀 있는 게이트 뒤에 있다.

  배경:
    조건 영역 "a", "b"에 걸쳐 노드가 2개인 클러스터

  시나리오: 프로그램은 자기가 아는 신호로 끝내 달라는 말을 듣는다
    조건 기능 게이트 "ContainerStopSignals"가 켜져 있다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: worker}
      spec:
        os: {name: linux}
        terminationGracePeriodSeconds: 60
        containers:
          - name: work
            image: busybox:1
            command: [sh, -c, "trap 'echo finishing; exit 0' USR1; while true; do sleep 1; done"]
            lifecycle: {stopSignal: SIGUSR1}
      """
    그리고 1분 안에 Pod "worker"가 Running 상태다
    그러면 Pod "worker"의 필드 "status.containerStatuses[0].stopSignal"의 값은 "SIGUSR1"이다
    만일 Pod "worker"를 삭제한다
    그러면 0초에서 10초 사이가 걸렸다

  시나리오: Pod는 자기가 어느 영역에 있는지 안다
    조건 기능 게이트 "PodTopologyLabelsAdmission"이 켜져 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        nodeSelector: {topology.kubernetes.io/zone: b}
        containers:
          - name: web
            image: busybox:1
            command: [sh, -c, 'echo "I am in zone $ZONE" && sleep 3600']
            env:
              - name: ZONE
                valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}
      """
    그러면 1분 안에 Pod "web"의 로그에 "I am in zone b"가 들어 있다

  시나리오: DNS가 주지 않는 이름
    조건 기능 게이트 "HostnameOverride"가 켜져 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: legacy}
      spec:
        hostnameOverride: db01.corp.example.com
        containers: [{name: app, image: busybox:1, command: [sh, -c, 'hostname && sleep 3600']}]
      """
    그러면 1분 안에 Pod "legacy"의 로그에 "db01.corp.example.com"이 들어 있다

  시나리오: 죽은 것을 더 일찍 다시 해 본다
    조건 기능 게이트 "ReduceDefaultCrashLoopBackOffDecay"가 켜져 있다
    만일 `kubectl run crash --image=busybox:1 --command -- sh -c 'exit 1'` 명령을 실행한다
    그리고 20초가 지난다
    그러면 Pod "crash"가 5번 다시 시작했다
    만일 10분이 지난다
    그러면 Pod "crash"가 13번에서 16번 다시 시작했다

  시나리오: 초기화 컨테이너가 알아낸 환경 변수
    조건 기능 게이트 "EnvFiles"가 켜져 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec:
        volumes: [{name: settings, emptyDir: {}}]
        initContainers:
          - name: work-out
            image: busybox:1
            command: [sh, -c, 'echo "GREETING=good morning" > /settings/vars']
            volumeMounts: [{name: settings, mountPath: /settings}]
        containers:
          - name: shop
            image: busybox:1
            command: [sh, -c, 'echo "$GREETING" && sleep 3600']
            env:
              - name: GREETING
                valueFrom: {fileKeyRef: {volumeName: settings, path: vars, key: GREETING}}
      """
    그러면 1분 안에 Pod "shop"의 로그에 "good morning"이 들어 있다
