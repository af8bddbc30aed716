# language: ko
기능: CronJob은 달력이 시키는 때마다 Job을 만든다
  클러스터의 시간은 어느 월요일 0시(UTC)에 시작된다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 이미지 "report:1"은 90초 후에 작업을 마친다

  시나리오 개요: 앞선 실행이 아직 끝나지 않았으면 <policy> 정책이 정한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '* * * * *'
        concurrencyPolicy: <policy>
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    그리고 5분이 지난다
    그러면 CronJob "report"가 활성 상태다
    그리고 CronJob "report"의 활성 Pod가 <most>개 초과인 때는 한 번도 없었다

    예:
      | policy  | most |
      | Allow   | 2    |
      | Forbid  | 1    |
      | Replace | 1    |

  시나리오: 끝난 Job은 정한 수만큼만 남는다
    조건 이미지 "quick:1"은 2초 후에 작업을 마친다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: quick}
      spec:
        schedule: '*/5 * * * *'
        successfulJobsHistoryLimit: 2
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: quick:1}]}}}
      """
    그리고 1시간이 지난다
    그러면 CronJob "quick"의 Job 수는 2개다
    그리고 CronJob "quick"의 이벤트 "SawCompletedJob"이 "condition: Complete"라고 알린다

  시나리오: 서울의 아침 9시는 UTC로 0시다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: morning}
      spec:
        schedule: '0 9 * * *'
        timeZone: Asia/Seoul
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    그리고 23시간이 지난다
    그러면 CronJob "morning"의 Job이 하나도 없다
    만일 2시간이 지난다
    그러면 CronJob "morning"의 Job 수는 1개다
    그리고 CronJob "morning"의 필드 "status.lastScheduleTime"의 값은 "2026-01-06T00:00:00Z"이다

  시나리오: 아무도 보지 않는 사이에 놓친 실행은 기한이 남았을 때만 시작한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '0 * * * *'
        startingDeadlineSeconds: 600
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    그리고 30분이 지난다
    그리고 "kube-controller-manager"의 리더가 갑자기 멈춘다
    그리고 45분이 지난다
    그리고 "kube-controller-manager"가 다시 시작된다
    그리고 5분이 지난다
    그러면 CronJob "report"의 Job이 하나도 없다
    만일 45분이 지난다
    그러면 CronJob "report"의 Job 수는 1개다

  시나리오: 일시 중단한 CronJob은 손으로 시키지 않는 한 아무것도 시작하지 않는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '* * * * *'
        suspend: true
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    그리고 1시간이 지난다
    그러면 CronJob "report"가 일시 중단 상태다
    그리고 CronJob "report"의 Job이 하나도 없다
    만일 `kubectl create job now --from=cronjob/report` 명령을 실행한다
    그러면 Job "now"가 3분 안에 완료 상태가 된다

  시나리오: 달력은 요일과 범위와 간격을 안다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: report}
      spec:
        schedule: '*/20 9-10 * * MON-WED'
        successfulJobsHistoryLimit: 20
        jobTemplate:
          spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: report:1}]}}}
      """
    그리고 24시간이 지난다
    그러면 CronJob "report"의 Job 수는 6개다
    그리고 CronJob "report"의 필드 "status.lastScheduleTime"의 값은 "2026-01-05T10:40:00Z"이다
    만일 6일이 지난다
    그러면 CronJob "report"의 Job 수는 18개다
    그리고 CronJob "report"의 필드 "status.lastScheduleTime"의 값은 "2026-01-07T10:40:00Z"이다

  시나리오: 실패한 Job은 이유를 알아볼 수 있게 마지막 하나를 남긴다
    조건 이미지 "broken:1"은 2초 후에 코드 1로 종료된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: broken}
      spec:
        schedule: '*/5 * * * *'
        jobTemplate:
          spec:
            backoffLimit: 0
            template: {spec: {restartPolicy: Never, containers: [{name: c, image: broken:1}]}}
      """
    그리고 1시간이 지난다
    그러면 CronJob "broken"의 Job 수는 1개다
    그리고 CronJob "broken"의 Pod 1개가 Error 상태다
    그리고 CronJob "broken"의 이벤트 "SawCompletedJob"이 "condition: Failed"라고 알린다
