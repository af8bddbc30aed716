# language: ko
기능: 프로브는 컨테이너의 안부를 묻는다
  먼저 시작 프로브가 묻고, 그다음 준비성 프로브가 트래픽을, 활성 프로브가 생사를 정한다. 묻는 방법은 HTTP, TCP, gRPC, 명령 네 가지다.

  배경:
    조건 노드가 1개인 클러스터

  시나리오 개요: <kind> 활성 프로브에 답하지 않는 컨테이너는 다시 시작된다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: app:1
            ports: [{containerPort: 8080}]
            livenessProbe: {<probe>, periodSeconds: 5, failureThreshold: 3}
      """
    그리고 1분이 지난다
    그리고 Pod "app"이 다시 시작한 적이 없다
    만일 Pod "app"이 활성 프로브에 응답하지 않게 된다
    그리고 1분이 지난다
    그러면 Pod "app"이 1번 다시 시작했다
    그리고 Pod "app"의 이벤트 "Unhealthy"가 "Liveness probe failed: <words>"라고 알린다
    그리고 Pod "app"의 이벤트 "Killing"이 "Container c failed liveness probe, will be restarted"라고 알린다

    예:
      | kind    | probe                                 | words                              |
      | HTTP    | httpGet: {path: /healthz, port: 8080} | Get                                |
      | TCP     | tcpSocket: {port: 8080}               | dial tcp 10.244.1.2:8080           |
      | gRPC    | grpc: {port: 8080}                    | timeout: failed to connect service |
      | command | exec: {command: [check]}              | command timed out                  |

  시나리오: 명령이 파일을 찾다가, 파일이 없어지면 컨테이너가 다시 시작된다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: busybox:1.36
            command: [sh, -c, 'touch /tmp/healthy; sleep 30; rm -f /tmp/healthy; sleep 600']
            livenessProbe: {exec: {command: [cat, /tmp/healthy]}, initialDelaySeconds: 5, periodSeconds: 5}
      """
    만일 38초가 지난다
    그러면 Pod "app"이 다시 시작한 적이 없다
    그리고 Pod "app"의 이벤트 "Unhealthy"가 "Liveness probe failed: cat: can't open '/tmp/healthy': No such file or directory"라고 알린다
    만일 50초가 지난다
    그러면 Pod "app"이 1번 다시 시작했다

  시나리오: 시작 프로브가 시간을 벌어 주는 동안 다른 프로브는 묻지 않는다
    조건 이미지 "slow:1"은 90초 후에 준비된다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: slow:1
            startupProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 10, failureThreshold: 12}
            livenessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 5, failureThreshold: 1}
      """
    만일 80초가 지난다
    그러면 Pod "app"의 필드 "status.containerStatuses[0].started"의 값은 "false"이다
    만일 30초가 지난다
    그러면 Pod "app"의 필드 "status.containerStatuses[0].started"의 값은 "true"이다
    그리고 Pod "app"이 다시 시작한 적이 없다
    그리고 Pod "app"의 이벤트 "Killing"이 없다

  시나리오: 준비된 컨테이너는 세 번 실패해야 빠지고, 정한 만큼 성공해야 돌아온다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        containers:
          - name: c
            image: app:1
            readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 10, failureThreshold: 3, successThreshold: 2}
      """
    그리고 1분이 지난다
    그리고 Pod "app"이 준비 상태다
    만일 Pod "app"이 준비성 프로브에 응답하지 않게 된다
    그리고 15초가 지난다
    그러면 Pod "app"이 준비 상태다
    만일 20초가 지난다
    그러면 Pod "app"의 필드 "status.conditions[?(@.type=='Ready')].reason"의 값은 "ContainersNotReady"이다
    만일 Pod "app"이 준비성 프로브에 다시 응답한다
    그리고 8초가 지난다
    그러면 Pod "app"의 필드 "status.conditions[?(@.type=='Ready')].status"의 값은 "False"이다
    그리고 15초 안에 Pod "app"이 준비 상태다
