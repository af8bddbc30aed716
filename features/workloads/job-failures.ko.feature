# language: ko
기능: 실패한 Pod를 어떻게 볼지는 Job이 정한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 이미지 "fail:1"은 5초 후에 코드 3으로 종료된다

  시나리오: 드레인으로 쫓겨난 Pod는 대신할 Pod가 생기고 실패로 치지 않는다
    조건 노드 "node-2"를 스케줄 대상에서 제외한다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 0
        podFailurePolicy:
          rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    그리고 30초가 지난다
    만일 노드 "node-2"를 다시 스케줄 대상으로 돌린다
    그리고 노드 "node-1"을 비운다
    그리고 10초가 지난다
    그러면 Job "work"의 Pod 1개가 노드 "node-2"에 있다
    그리고 Job "work"의 필드 "status.failed"에 값이 없다
    그리고 Job "work"이 5분 안에 완료 상태가 된다

  시나리오: 그런 규칙이 없으면 드레인이 곧 Job의 끝이다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        backoffLimit: 0
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    그리고 30초가 지난다
    만일 노드 "node-1"을 비운다
    그리고 노드 "node-2"를 비운다
    그러면 Job "work"이 1분 안에 실패 상태가 된다
    그리고 Job "work"의 필드 "status.failed"의 값은 1이다

  시나리오: 종료 코드에 따라 인덱스 하나를 바로 포기할 수 있다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: shards}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        backoffLimitPerIndex: 5
        maxFailedIndexes: 1
        podFailurePolicy:
          rules: [{action: FailIndex, onExitCodes: {operator: In, values: [42]}}]
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'if [ $JOB_COMPLETION_INDEX = 1 ]; then exit 42; fi']}
      """
    그러면 Job "shards"가 1분 안에 실패 상태가 된다
    그리고 Job "shards"가 다음과 일치한다:
      """yaml
      status: {completedIndexes: '0,2', failedIndexes: '1', failed: 1}
      """

  시나리오 개요: 끝나 가는 Pod는 이미 실패한 것으로 치거나 끝까지 기다린다: <policy>
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        podReplacementPolicy: <policy>
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    그리고 30초가 지난다
    만일 `kubectl delete pods --all --wait=false` 명령을 실행한다
    그리고 15초가 지난다
    그러면 Job "work"의 종료 중인 Pod가 1개다
    그리고 Job "work"의 필드 "status.terminating"의 값은 1이다
    그리고 Job "work"의 활성 Pod가 <new>개다
    만일 30초가 지난다
    그러면 Job "work"의 활성 Pod가 1개다
    그리고 Job "work"이 5분 안에 완료 상태가 된다

    예:
      | policy              | new |
      | TerminatingOrFailed | 1   |
      | Failed              | 0   |

  시나리오: 일시 중단된 Job은 실패 없이 Pod를 거두었다가 처음부터 다시 시작한다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        parallelism: 2
        completions: 2
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '120']}]}
      """
    그리고 1분이 지난다
    만일 Job "work"을 다음과 같이 패치한다:
      """yaml
      spec: {suspend: true}
      """
    그리고 1분이 지난다
    그러면 Job "work"이 일시 중단 상태다
    그리고 Job "work"의 Pod가 하나도 없다
    그리고 Job "work"의 이벤트 "Suspended"가 "Job suspended"라고 알린다
    만일 Job "work"을 다음과 같이 패치한다:
      """yaml
      spec: {suspend: false}
      """
    그러면 Job "work"이 3분 안에 완료 상태가 된다
    그리고 2분 이상 걸렸다
    그리고 Job "work"의 필드 "status.startTime"의 값은 "2026-01-05T00:02:00Z"이다
    그리고 Job "work"의 필드 "status.failed"에 값이 없다

  시나리오: Pod 안에서 다시 시작한 컨테이너의 실패도 센다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: stubborn}
      spec:
        backoffLimit: 2
        template: {spec: {restartPolicy: OnFailure, containers: [{name: c, image: fail:1}]}}
      """
    그러면 Job "stubborn"이 5분 안에 실패 상태가 된다
    그리고 Job "stubborn"의 이벤트 "BackoffLimitExceeded"가 "Job has reached the specified backoff limit"라고 알린다
    그리고 Job "stubborn"의 Pod가 하나도 없다
