# language: ko
기능: Pod와 잡 사례

  배경:
    조건 노드가 3개인 클러스터

  시나리오: 거듭 죽는 컨테이너는 매번 두 배로, 길어야 5분까지 기다린다
    조건 이미지 "app:1"은 1초 후에 코드 1로 종료된다
    만일 `kubectl run app --image=app:1` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "app"이 1번 다시 시작했다
    그리고 Pod "app"이 CrashLoopBackOff 상태다
    만일 7초가 지난다
    그러면 Pod "app"이 2번 다시 시작했다
    만일 22초가 지난다
    그러면 Pod "app"이 3번 다시 시작했다
    만일 45초가 지난다
    그러면 Pod "app"이 4번 다시 시작했다
    만일 1시간이 지난다
    그러면 Pod "app"이 17번 다시 시작했다

  시나리오: 느리게 시작하는 컨테이너는 활성 프로브에 죽고, 스타트업 프로브가 있으면 보호된다
    조건 이미지 "slow:1"은 50초 후에 준비된다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec:
        containers:
          - name: c
            image: "slow:1"
            livenessProbe: {httpGet: {path: /, port: 80}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: good}
      spec:
        containers:
          - name: c
            image: "slow:1"
            startupProbe: {httpGet: {path: /, port: 80}, failureThreshold: 10}
            livenessProbe: {httpGet: {path: /, port: 80}}
      """
    만일 5분이 지난다
    그러면 Pod "good"이 0번 다시 시작했다
    그리고 Pod "good"이 Running 상태다
    그리고 Pod "bad"이 2번 이상 다시 시작했다
    그리고 Pod "bad"의 이벤트 "Unhealthy"가 "Liveness probe failed"라고 알린다

  시나리오: 아무도 채우지 않는 준비성 게이트는 Pod를 서비스 밖에 둔다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: gated, labels: {app: gated}}
      spec:
        readinessGates: [{conditionType: example.com/checked}]
        containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: gated}
      spec: {selector: {app: gated}, ports: [{port: 80}]}
      """
    그리고 1분이 지난다
    그러면 Pod "gated"의 필드 "status.conditions[?(@.type=='ContainersReady')].status"의 값은 "True"이다
    그리고 Pod "gated"의 필드 "status.conditions[?(@.type=='Ready')].status"의 값은 "False"이다
    그리고 Pod "gated"의 필드 "status.conditions[?(@.type=='Ready')].reason"의 값은 "ReadinessGatesNotReady"이다
    그리고 Service "gated"의 엔드포인트가 없다
    만일 `kubectl patch pod gated --subresource=status --type=strategic -p '{"status":{"conditions":[{"type":"example.com/checked","status":"True"}]}}'` 명령을 실행한다
    그리고 5초가 지난다
    그러면 Service "gated"의 엔드포인트가 1개다

  시나리오: 아무도 파이널라이저를 지우지 않는 오브젝트 하나에 네임스페이스가 걸린다
    조건 `kubectl create namespace shop` 명령을 실행한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: held, namespace: shop, finalizers: [example.com/hold]}
      """
    만일 `kubectl delete namespace shop --wait=false` 명령을 실행한다
    그리고 10분이 지난다
    그러면 Namespace "shop"이 Terminating 상태다
    그리고 Namespace "shop"의 필드 "status.conditions[?(@.type=='NamespaceContentRemaining')].status"의 값은 "True"이다
    그리고 Namespace "shop"의 필드 "status.conditions[?(@.type=='NamespaceFinalizersRemaining')].message"가 "example.com/hold in 1 resource instances"를 포함한다
    만일 `kubectl patch configmap held -n shop --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'` 명령을 실행한다
    그리고 1분이 지난다
    그러면 Namespace "shop"은 존재하지 않는다

  시나리오: 잡은 간격을 늘려 가며 한도까지 다시 시도한다
    조건 이미지 "fail:1"은 1초 후에 코드 1로 종료된다
    만일 `kubectl create job work --image=fail:1` 명령을 실행한다
    그리고 30분이 지난다
    그러면 Job "work"이 failed 상태다
    그리고 Job "work"의 필드 "status.conditions[?(@.type=='Failed')].reason"의 값은 "BackoffLimitExceeded"이다
    그리고 Job "work"의 필드 "status.failed"의 값은 7이다
    그리고 Job "work"의 이벤트 "BackoffLimitExceeded"이 "Job has reached the specified backoff limit"라고 알린다

  시나리오: 컨트롤러가 두 시간 잠든 크론잡은 마지막으로 놓친 것을 한 번만 시작한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: tick}
      spec:
        schedule: "* * * * *"
        concurrencyPolicy: Forbid
        jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: ["true"]}]}}}}
      """
    그리고 5분이 지난다
    그리고 "kube-controller-manager"이 갑자기 멈춘다
    그리고 2시간이 지난다
    그리고 "kube-controller-manager"이 다시 시작된다
    그리고 10초가 지난다
    그러면 CronJob "tick"의 이벤트 "TooManyMissedTimes"가 "too many missed start times"라고 알린다

  시나리오: 노드의 메모리가 부족하면 Pod가 축출되어 자리를 낸다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]
            containers: [{name: web, image: "web:1"}]
      """
    그리고 클러스터가 안정된다
    그리고 노드 "node-1"의 메모리가 부족해진다
    그리고 1분이 지난다
    그러면 Node "node-1"의 필드 "spec.taints"가 "node.kubernetes.io/memory-pressure"를 포함한다
    그리고 Node "node-1"의 필드 "status.conditions[?(@.type=='MemoryPressure')].status"의 값은 "True"이다
    그리고 이벤트 "Evicted"이 "The node was low on resource: memory"라고 알린다
    만일 노드 "node-1"의 메모리가 다시 넉넉해진다
    그리고 4분이 지난다
    그러면 Node "node-1"의 필드 "status.conditions[?(@.type=='MemoryPressure')].status"의 값은 "True"이다
    만일 2분이 지난다
    그러면 Node "node-1"의 필드 "status.conditions[?(@.type=='MemoryPressure')].status"의 값은 "False"이다
