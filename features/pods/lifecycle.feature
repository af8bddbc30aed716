Feature: A Pod's life: containers start in order, share what they share, and end in order

  Background:
    Given a cluster with 1 node of 4 CPUs and 8Gi memory each

  Scenario: Init containers run one after another before the others start
    When I apply:
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
    And 8 seconds pass
    Then Pod "app" is Init:0/2
    When 5 seconds pass
    Then Pod "app" is Init:1/2
    And within 10 seconds Pod "app" is Running
    When I run `kubectl logs app -c second`
    Then the output is:
      """
      second
      """

  Scenario: An init container that fails keeps the Pod from starting
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        initContainers: [{name: check, image: busybox, command: ["false"]}]
        containers: [{name: main, image: "app:1"}]
      """
    And 2 minutes pass
    Then Pod "app" is Init:CrashLoopBackOff

  Scenario: A sidecar starts before the main container and ends after it
    When I apply:
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
    Then within 10 seconds Pod "app" is Running
    And within 1 minute Pod "app" is Completed

  Scenario: Two containers share a volume, and with it a file
    When I apply:
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
    And 10 seconds pass
    And I run `kubectl logs pair -c reader`
    Then the output is:
      """
      hello
      """

  Scenario Outline: What it asks for decides a Pod's quality of service
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec: {containers: [{name: c, image: "app:1", resources: <resources>}]}
      """
    Then the field "status.qosClass" of Pod "app" is "<class>"

    Examples:
      | resources                                                            | class      |
      | {}                                                                   | BestEffort |
      | {requests: {cpu: 100m}}                                              | Burstable  |
      | {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 1, memory: 1Gi}}     | Guaranteed |

  Scenario Outline: The restart policy says what becomes of a container that ends
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: <policy>
        containers: [{name: c, image: busybox, command: [sh, -c, "sleep 5; exit <code>"]}]
      """
    And 30 seconds pass
    Then Pod "app" is <status>

    Examples:
      | policy    | code | status           |
      | Never     | 0    | Completed        |
      | Never     | 1    | Error            |
      | OnFailure | 0    | Completed        |
      | OnFailure | 1    | CrashLoopBackOff |
      | Always    | 0    | CrashLoopBackOff |

  Scenario: A container that takes more memory than its limit is killed
    Given the image "greedy:1" uses 10m CPU and 512Mi memory
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: greedy}
      spec: {containers: [{name: c, image: "greedy:1", resources: {limits: {memory: 256Mi}}}]}
      """
    And 30 seconds pass
    Then the field "status.containerStatuses[0].lastState.terminated.reason" of Pod "greedy" is "OOMKilled"

  Scenario: A Pod has its grace period to end, and a preStop hook is part of it
    Given the image "slow:1" takes 20 seconds to stop
    When I apply:
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
    And the cluster settles
    And I delete Pod "slow"
    Then it took between 29 seconds and 33 seconds

  Scenario: Settings come as variables and as files
    When I apply:
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
    And 10 seconds pass
    And I run `kubectl logs app`
    Then the output is:
      """
      dev s3cret
      hello from a file
      sh: can't create /etc/app/mode: Read-only file system
      """
