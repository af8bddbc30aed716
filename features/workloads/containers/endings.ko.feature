# language: ko
기능: 컨테이너가 어떻게 끝났는지는 Pod에 적힌다
  코드와 이유, 그리고 남기고 싶었던 말이 적힌다. 다시 시작할지는 재시작 정책이, 얼마 뒤에 할지는 백오프가 정한다.

  배경:
    조건 노드가 1개인 클러스터

  시나리오 개요: <command> 명령은 코드 <code>로 끝나 <reason> 상태가 된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        containers: [{name: c, image: busybox:1.36, command: [sh, -c, '<command>']}]
      """
    그리고 30초가 지난다
    그러면 Pod "app"이 다음과 일치한다:
      """yaml
      status:
        phase: <phase>
        containerStatuses: [{state: {terminated: {exitCode: <code>, reason: <reason>}}}]
      """

    예:
      | command               | code | reason    | phase     |
      | true                  | 0    | Completed | Succeeded |
      | exit 3                | 3    | Error     | Failed    |
      | false \|\| sleep 5    | 0    | Completed | Succeeded |
      | sleep 5 && false      | 1    | Error     | Failed    |

  시나리오: 마지막 말은 따로 정한 파일이나 로그 끝에 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        containers:
          - name: writes
            image: busybox:1.36
            command: [sh, -c, 'echo "disk is full" > /dev/termination-log; exit 1']
          - name: logs
            image: busybox:1.36
            command: [sh, -c, 'echo "no such user"; exit 1']
            terminationMessagePolicy: FallbackToLogsOnError
          - name: silent
            image: busybox:1.36
            command: [sh, -c, 'echo "nobody will know"; exit 1']
      """
    그리고 10초가 지난다
    그러면 Pod "app"이 다음과 일치한다:
      """yaml
      status:
        containerStatuses:
          - {name: logs, state: {terminated: {message: "no such user\n"}}}
          - {name: silent, state: {terminated: {(message): null}}}
          - {name: writes, state: {terminated: {message: "disk is full\n"}}}
      """

  시나리오: 10분 동안 잘 돌던 컨테이너는 처음 죽는 것처럼 죽어도 된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec: {containers: [{name: c, image: busybox:1.36, command: [sh, -c, 'sleep 660; exit 1']}]}
      """
    그리고 1시간이 지난다
    그러면 Pod "app"이 5번 다시 시작했다
    그리고 Pod "app"의 Pod 가운데 CrashLoopBackOff 상태인 것이 없다

  시나리오: Pod는 정해진 시간까지만 산다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        activeDeadlineSeconds: 60
        terminationGracePeriodSeconds: 5
        containers: [{name: c, image: busybox:1.36, command: [sleep, '3600']}]
      """
    그리고 90초가 지난다
    그러면 Pod "app"이 다음과 일치한다:
      """yaml
      status: {phase: Failed, reason: DeadlineExceeded, message: Pod was active on the node longer than the specified deadline}
      """
    그리고 Pod "app"이 존재한다

  시나리오: 셸의 반복문이 다섯까지 센다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: app}
      spec:
        restartPolicy: Never
        containers:
          - name: c
            image: busybox:1.36
            command: [sh, -c, 'i=0; while [ $i -lt 5 ]; do i=$((i+1)); echo "$i"; sleep 10; done']
      """
    그러면 Pod "app"이 1분 안에 완료 상태가 된다
    그리고 50초에서 52초 사이가 걸렸다
    만일 `kubectl logs app --tail=1` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      5
      """
