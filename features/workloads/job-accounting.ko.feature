# language: ko
기능: Job은 제 Pod를 꼭 한 번씩만 센다
  Job의 Pod는 Job이 셀 때까지 파이널라이저를 달고 있어서, 컨트롤러가 죽거나 누가 지워도 빠뜨리거나 두 번 세지 않는다.

  배경:
    조건 노드가 2개인 클러스터
    그리고 이미지 "work:1"은 30초 후에 작업을 마친다

  시나리오: 실행 중에 지운 Pod는 Job이 그 끝을 실패로 셀 때까지 남는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        template:
          spec: {restartPolicy: Never, containers: [{name: c, image: busybox:1.36, command: [sleep, '60']}]}
      """
    그리고 5초가 지난다
    그리고 `kubectl get pods -o jsonpath={.items[*].metadata.finalizers[*]}` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      batch.kubernetes.io/job-tracking
      """
    만일 `kubectl delete pods --all --wait=false` 명령을 실행한다
    그러면 Job "work"이 3분 안에 완료 상태가 된다
    그리고 Job "work"이 다음과 일치한다:
      """yaml
      status: {succeeded: 1, failed: 1}
      """
    그리고 Pod 수는 1개다

  시나리오 개요: <write>번째 쓰기에서 죽은 컨트롤러도 끝난 Pod를 status에 적어 두었다가, 나중에 두 번 세지 않는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completions: 4
        parallelism: 4
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: work:1}]}}
      """
    그리고 20초가 지난다
    만일 "kube-controller-manager"가 지금부터 <write>번째 쓰기에서 갑자기 멈췄다가 3분 뒤에 다시 시작된다
    그리고 1분이 지난다
    그러면 Job "work"의 모든 Pod가 Completed 상태다
    그리고 Job "work"의 필드 "status.uncountedTerminatedPods.succeeded"가 "-"를 포함한다
    그리고 Job "work"의 필드 "status.succeeded"에 값이 없다
    하지만 Job "work"이 5분 안에 완료 상태가 된다
    그리고 Job "work"의 필드 "status.succeeded"의 값은 4이다
    그리고 Job "work"의 필드 "status.uncountedTerminatedPods.succeeded"에 값이 없다
    그리고 Job "work"의 Pod 수는 4개다

    예:
      | write |
      | 1     |
      | 2     |
      | 3     |
      | 5     |

  시나리오: 세는 이가 없을 때 끝난 Pod도 빠짐없이 센다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: work}
      spec:
        completions: 2
        parallelism: 2
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: work:1}]}}
      """
    그리고 20초가 지난다
    만일 API 서버가 2분 동안 응답하지 않는다
    그리고 1분이 지난다
    그러면 Job "work"의 필드 "status.succeeded"에 값이 없다
    그리고 Job "work"이 3분 안에 완료 상태가 된다
    그리고 Job "work"의 필드 "status.succeeded"의 값은 2이다

  시나리오: 다른 컨트롤러가 맡은 Job은 건드리지 않는다
    조건 다음을 적용한다:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: queued}
      spec:
        managedBy: example.com/queue
        template: {spec: {restartPolicy: Never, containers: [{name: c, image: work:1}]}}
      """
    만일 10분이 지난다
    그러면 Pod가 하나도 없다
    그리고 Job "queued"의 필드 "status.startTime"에 값이 없다
    만일 Job "queued"를 다음과 같이 패치해 본다:
      """yaml
      spec: {managedBy: kubernetes.io/job-controller}
      """
    그러면 "field is immutable"라는 이유로 거부된다
