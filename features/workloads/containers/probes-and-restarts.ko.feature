# language: ko
기능: 컨테이너는 죽기도 하고 멈추기도 하고 돌아오기도 한다

  배경:
    조건 노드가 1개인 클러스터

  시나리오: 시작하지 못하는 컨테이너는 10초부터 두 배씩 물러선다
    조건 이미지 "bad:1"은 1초 후에 코드 1로 종료된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec: {containers: [{name: c, image: "bad:1"}]}
      """
    그리고 5분이 지난다
    그러면 Pod "bad"가 CrashLoopBackOff 상태다
    그리고 Pod "bad"가 5번 다시 시작했다
    그리고 Pod "bad"의 이벤트 "BackOff"가 "Back-off restarting failed container c in pod bad"라고 알린다

  시나리오: 준비되지 않은 Pod는 트래픽을 받지 않지만, 그 때문에 다시 시작되지는 않는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
              - name: shop
                image: shop:1
                readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5, failureThreshold: 3}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop}, ports: [{port: 8080}]}
      """
    그리고 클러스터가 안정된다
    그러면 Service "shop"의 엔드포인트가 2개다
    만일 Deployment "shop"의 Pod 하나가 준비성 프로브에 응답하지 않게 된다
    그러면 20초 안에 Service "shop"의 엔드포인트가 1개다
    그리고 10초에서 16초 사이가 걸렸다
    그리고 Deployment "shop"의 Pod가 다시 시작한 적이 없다

  시나리오: 명령이 인사하고 끝난다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hello}
      spec:
        restartPolicy: Never
        containers:
          - name: hello
            image: busybox:1.28
            command: ['sh', '-c', 'echo "Hello, Kubernetes!" && sleep 60']
      """
    그러면 Pod "hello"가 2분 안에 완료 상태가 된다
    그리고 1분에서 1분 2초 사이가 걸렸다
    그리고 Pod "hello"의 로그에 "Hello, Kubernetes!"가 들어 있다
    그리고 Pod "hello"가 Completed 상태다

  시나리오: 강제 종료된 컨테이너는 돌아온다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, image: "web:1"}]}
      """
    그리고 클러스터가 안정된다
    만일 Pod "web"의 컨테이너 하나가 강제 종료된다
    그리고 5초가 지난다
    그러면 Pod "web"이 Running 상태다
    그리고 Pod "web"이 1번 다시 시작했다
