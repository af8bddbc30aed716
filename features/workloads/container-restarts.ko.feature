# language: ko
기능: 컨테이너는 자기만의 규칙으로 재시작될 수 있다
  Pod의 재시작 정책은 하나다. ContainerRestartRules가 켜져 있으면 컨테이너마다 다른 정책을, 종료 코드마다 규칙을 둘 수 있다.
  종료 코드에 맞는 첫 규칙이 먼저 정하고, 없으면 컨테이너의 정책이, 그것도 없으면 Pod의 정책이 정한다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 기능 게이트 "ContainerRestartRules"가 켜져 있다

  시나리오: 종료 코드 하나는 다시 해 보라는 뜻이고, 나머지는 끝이다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: trainer}
      spec:
        restartPolicy: Never
        volumes: [{name: state, emptyDir: {}}]
        containers:
          - name: train
            image: busybox:1
            command: [sh, -c, 'sleep 5; if test -f /state/checkpoint; then exit 7; fi; touch /state/checkpoint; exit 42']
            volumeMounts: [{name: state, mountPath: /state}]
            restartPolicy: Never
            restartPolicyRules:
              - {action: Restart, exitCodes: {operator: In, values: [42]}}
      """
    그리고 8초가 지난다
    그러면 Pod "trainer"가 Running 상태다
    그리고 Pod "trainer"가 1번 다시 시작했다
    만일 10초가 지난다
    그러면 Pod "trainer"가 Error 상태다
    그리고 Pod "trainer"가 다음과 일치한다:
      """yaml
      status:
        phase: Failed
        containerStatuses: [{restartCount: 1, state: {terminated: {exitCode: 7}}, lastState: {terminated: {exitCode: 42}}}]
      """

  시나리오: 늘 도는 서버 곁에서 한 번만 도는 작업
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - {name: server, image: web:1}
          - {name: warm-up, image: busybox:1, command: [sleep, '5'], restartPolicy: Never}
      """
    그리고 10분이 지난다
    그러면 Pod "web"이 NotReady 상태다
    그리고 Pod "web"이 다시 시작한 적이 없다
    그리고 Pod "web"이 다음과 일치한다:
      """yaml
      status:
        phase: Running
        (containerStatuses[?name == 'warm-up'].state.terminated.reason): [Completed]
      """

  시나리오: 늘 재시작하는 Pod 안의, 한 번 실패하면 끝인 초기화 컨테이너
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: strict}
      spec:
        initContainers:
          - {name: check, image: busybox:1, command: ['false'], restartPolicy: Never}
        containers: [{name: server, image: web:1}]
      """
    그리고 클러스터가 안정된다
    그러면 Pod "strict"가 Init:Error 상태다
    그리고 Pod "strict"의 필드 "status.phase"의 값은 "Failed"이다
    그리고 Pod "strict"가 다시 시작한 적이 없다

  시나리오: 재시작하지 않는 Pod 안의, 될 때까지 해 보는 초기화 컨테이너
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: patient}
      spec:
        restartPolicy: Never
        volumes: [{name: state, emptyDir: {}}]
        initContainers:
          - name: wait-for-database
            image: busybox:1
            command: [sh, -c, 'test -f /state/tried || { touch /state/tried; exit 1; }']
            volumeMounts: [{name: state, mountPath: /state}]
            restartPolicy: OnFailure
        containers: [{name: server, image: busybox:1, command: [sleep, '5']}]
      """
    그리고 1분이 지난다
    그러면 Pod "patient"가 Completed 상태다

  시나리오: 시도할 때마다 앞서보다 두 배 오래 기다린다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: eager}
      spec:
        restartPolicy: Never
        containers:
          - name: work
            image: busybox:1
            command: ['false']
            restartPolicy: Never
            restartPolicyRules: [{action: Restart, exitCodes: {operator: NotIn, values: [0]}}]
      """
    그리고 2분이 지난다
    그러면 Pod "eager"가 CrashLoopBackOff 상태다
    그리고 Pod "eager"가 4번 다시 시작했다
    그리고 Pod "eager"의 이벤트 "BackOff"가 "Back-off restarting failed container work"라고 알린다

  시나리오: 컨테이너가 스스로 감당한 실패는 Job이 세지 않는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: once}
      spec:
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            volumes: [{name: state, emptyDir: {}}]
            containers:
              - name: work
                image: busybox:1
                command: [sh, -c, 'test -f /state/tried || { touch /state/tried; exit 3; }']
                volumeMounts: [{name: state, mountPath: /state}]
                restartPolicy: Never
                restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [3]}}]
      """
    그러면 1분 안에 Job "once"가 완료 상태다
    그리고 Job "once"의 필드 "status.failed"에 값이 없다

  시나리오 개요: 말이 되지 않는 규칙도 있다: <container>
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: odd}
      spec:
        containers: [{name: c, image: web:1, <container>}]
      """
    그러면 "<why>"라는 이유로 거부된다

    예:
      | container                                                                             | why                                                                                                      |
      | restartPolicy: Sometimes                                                              | spec.containers[0].restartPolicy: Unsupported value                                                      |
      | restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]       | spec.containers[0].restartPolicy: Required value: must specify restartPolicy when restart rules are used |
      | restartPolicy: Never, restartPolicyRules: [{action: Restart}]                         | spec.containers[0].restartPolicyRules[0].exitCodes: Required value: must be specified                    |
      | restartPolicy: Never, restartPolicyRules: [{action: Stop, exitCodes: {operator: In}}] | spec.containers[0].restartPolicyRules[0].action: Unsupported value                                       |

  시나리오: 게이트가 꺼져 있으면 컨테이너에 자기만의 정책이 없다
    조건 기능 게이트 "ContainerRestartRules"가 꺼져 있다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers: [{name: server, image: web:1, restartPolicy: Never}]
      """
    그러면 "spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers"라는 이유로 거부된다
