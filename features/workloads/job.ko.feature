# language: ko
기능: Job은 충분한 수의 Pod가 성공할 때까지 실행한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 이미지 "work:1"은 30초 후에 작업을 마친다
    그리고 이미지 "fail:1"은 5초 후에 코드 3으로 종료된다

  시나리오: 다섯 번의 완료, 한 번에 둘씩
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completions: 5
        parallelism: 2
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    그러면 Job "work"가 5분 안에 완료 상태가 된다
    그리고 90초에서 2분 사이가 걸렸다
    그리고 Job "work"의 활성 Pod가 2개 초과인 때는 한 번도 없었다
    그리고 Job "work"가 다음과 일치한다:
      """yaml
      status: {succeeded: 5, ready: 0, terminating: 0}
      """

  시나리오: 인덱스를 쓰는 Job은 Pod마다 번호를 준다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: shards}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'echo "shard $JOB_COMPLETION_INDEX"']}
      """
    그러면 Job "shards"가 1분 안에 완료 상태가 된다
    그리고 Job "shards"의 필드 "status.completedIndexes"의 값은 "0-2"이다
    그리고 Job "shards"의 로그에 "shard 2"가 들어 있다

  시나리오: 재시도는 10초, 20초, 40초를 기다리고, 그 뒤에는 포기한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: stubborn}
      spec:
        backoffLimit: 3
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: fail:1}]}}
      """
    그러면 Job "stubborn"이 10분 안에 실패 상태가 된다
    그리고 90초에서 2분 사이가 걸렸다
    그리고 Job "stubborn"의 이벤트 "BackoffLimitExceeded"가 "Job has reached the specified backoff limit"라고 알린다
    그리고 Job "stubborn"의 필드 "status.failed"의 값은 4이다

  시나리오: 어떤 종료 코드는 다시 해 볼 가치가 없다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: picky}
      spec:
        backoffLimit: 6
        podFailurePolicy:
          rules: [{action: FailJob, onExitCodes: {operator: In, values: [3]}}]
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: fail:1}]}}
      """
    그러면 Job "picky"가 1분 안에 실패 상태가 된다
    그리고 Job "picky"의 이벤트 "PodFailurePolicy"가 "failed with exit code 3 matching FailJob rule at index 0"라고 알린다
    그리고 Job "picky"의 필드 "status.failed"의 값은 1이다

  시나리오: 나쁜 인덱스 하나가 나머지를 무너뜨리지 않는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: shards}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        backoffLimitPerIndex: 1
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'if [ $JOB_COMPLETION_INDEX = 1 ]; then exit 1; fi']}
      """
    그러면 Job "shards"가 5분 안에 실패 상태가 된다
    그리고 Job "shards"가 다음과 일치한다:
      """yaml
      status: {completedIndexes: '0,2', failedIndexes: '1', failed: 2}
      """
    그리고 Job "shards"의 이벤트 "FailedIndexes"가 "Job has failed indexes"라고 알린다

  시나리오: 리더의 성공이면 충분하다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: crew}
      spec:
        completions: 3
        parallelism: 3
        completionMode: Indexed
        successPolicy: {rules: [{succeededIndexes: '0'}]}
        template:
          spec:
            restartPolicy: Never
            containers:
              - {name: c, image: busybox:1.36, command: [sh, -c, 'if [ $JOB_COMPLETION_INDEX = 0 ]; then sleep 5; else sleep 3600; fi']}
      """
    그러면 Job "crew"가 2분 안에 완료 상태가 된다
    그리고 Job "crew"의 필드 "status.succeeded"의 값은 1이다
    그리고 Job "crew"의 필드 "status.conditions[0].reason"의 값은 "SuccessPolicy"이다

  시나리오: 기한은 너무 오래 걸리는 것을 끝내고, 시간이 뒷정리를 한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: slow}
      spec:
        activeDeadlineSeconds: 60
        ttlSecondsAfterFinished: 300
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '3600']}]}
      """
    그러면 Job "slow"가 2분 안에 실패 상태가 된다
    그리고 Job "slow"의 이벤트 "DeadlineExceeded"가 "Job was active longer than specified deadline"라고 알린다
    만일 6분이 지난다
    그러면 Job "slow"가 존재하지 않는다

  시나리오: 일시 중단한 Job은 기다렸다가, 재개하면 새로 시작한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: later}
      spec:
        suspend: true
        template: {spec: {restartPolicy: Never, containers: [{name: work, image: work:1}]}}
      """
    그리고 10분이 지난다
    그러면 Job "later"가 일시 중단 상태다
    그리고 Job "later"의 필드 "status.active"에 값이 없다
    만일 Job "later"를 다음과 같이 패치한다:
      """yaml
      spec: {suspend: false}
      """
    그러면 Job "later"가 1분 안에 완료 상태가 된다
    그리고 Job "later"의 이벤트 "Resumed"가 "Job resumed"라고 알린다
