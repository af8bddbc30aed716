# language: ko
기능: Pod는 스케줄러 앞에 줄을 선다. 중요한 것이 먼저이고, 자리를 못 찾은 것은 다시 온다
  들어갈 곳이 없는 Pod는 도움이 될 만한 일이 생길 때까지 기다린다. 아무 신호 없이 생긴 자리는 5분 뒤에 발견된다.
  기다릴 사건조차 없으면 1초 뒤에, 그다음에는 2초, 4초, 8초 뒤에, 길어야 10초 뒤에 다시 시도한다.

  시나리오: 언제 왔든 가장 중요한 Pod가 먼저다
    조건 CPU 1개와 메모리 2Gi인 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 100
      preemptionPolicy: Never
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: holder}
      spec: {priorityClassName: high, terminationGracePeriodSeconds: 0, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 800m}}}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: early}
      spec: {containers: [{name: c, image: "app:1", resources: {requests: {cpu: 800m}}}]}
      """
    그리고 1분이 지난다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: important}
      spec: {priorityClassName: high, containers: [{name: c, image: "app:1", resources: {requests: {cpu: 800m}}}]}
      """
    그리고 1분이 지난다
    그리고 Pod "holder"를 삭제한다
    그러면 10초 안에 Pod "important"가 Running 상태다
    그리고 Pod "early"가 Pending 상태다

  시나리오: 도움이 되지 않는 일은 Pod를 스케줄러로 다시 부르지 않는다
    조건 CPU 1개와 메모리 2Gi인 노드가 2개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: picky}
      spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: "app:1"}]}
      """
    그리고 10초가 지난다
    만일 노드 "node-1"에 레이블 "disk=hdd"를 붙인다
    그리고 `kubectl run guest --image=app:1` 명령을 실행한다
    그리고 1분이 지난다
    그리고 `kubectl delete pod guest` 명령을 실행한다
    그리고 1분이 지난다
    그러면 Pod "picky"가 Pending 상태다
    만일 노드 "node-2"에 레이블 "disk=ssd"를 붙인다
    그러면 5초 안에 Pod "picky"가 노드 "node-2"에서 Running 상태다

  시나리오: 어떤 변화도 도움이 되지 않는 Pod도 5분 뒤에는 다시 시도된다
    먼저 CPU 1개와 메모리 2Gi인 노드가 2개인 클러스터
    만약 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: picky}
      spec: {nodeSelector: {disk: ssd}, containers: [{name: c, image: "app:1"}]}
      """
    그리고 4분이 지난다
    그러면 Pod "picky"의 이벤트 "FailedScheduling"의 수는 하나다
    만약 2분이 지난다
    그러면 Pod "picky"의 이벤트 "FailedScheduling"의 수는 2개다
    만약 15분이 지난다
    그러면 Pod "picky"의 이벤트 "FailedScheduling"의 수는 4개에서 5개다
    그리고 Pod "picky"가 배치 완료 상태가 아니다

  시나리오 개요: 실패할수록 더 오래 쉰다: 1초, 2초, 4초, 8초, 그 뒤로는 늘 10초
    조건 노드가 0개인 클러스터
    만일 `kubectl run early --image=web:1` 명령을 실행한다
    그리고 1초가 지난다
    그러면 Pod "early"의 이벤트 "FailedScheduling"이 "no nodes available to schedule pods"라고 알린다
    만일 <more>가 지난다
    그리고 노드 "node-1"이 합류한다
    그러면 Pod "early"가 15초 안에 Running 상태가 된다
    그리고 <at least>에서 <at most> 사이가 걸렸다

    예: 0, 1, 3, 7, 15, 25, 35, ...초 뒤에 시도한다
      | more | at least | at most |
      | 2초  | 4초      | 5초     |
      | 6초  | 8초      | 9초     |
      | 14초 | 10초     | 11초    |
      | 34초 | 10초     | 11초    |

  시나리오: 노드 400개 중 188개면 고르기에 충분하고, 다음 Pod는 멈춘 데서부터 이어서 본다
    조건 노드가 400개인 클러스터
    그리고 노드 "node-390"에 레이블 "disk=ssd"를 붙인다
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: wishful}
      spec:
        replicas: 1
        selector: {matchLabels: {app: wishful}}
        template:
          metadata: {labels: {app: wishful}}
          spec:
            affinity:
              nodeAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - {weight: 100, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}
            containers: [{name: c, image: "app:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "wishful"의 Pod가 노드 "node-390"에 없다
    만일 Deployment "wishful"을 레플리카 3개로 조정한다
    그리고 클러스터가 안정된다
    그러면 Deployment "wishful"의 Pod 1개가 노드 "node-390"에 있다

  시나리오: 모든 노드에서 고르려면 그렇게 설정한다
    조건 노드가 400개인 클러스터
    그리고 다음과 같은 스케줄러 설정:
      """yaml
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      percentageOfNodesToScore: 100
      """
    그리고 노드 "node-390"에 레이블 "disk=ssd"를 붙인다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: wishful}
      spec:
        affinity:
          nodeAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
              - {weight: 100, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}
        containers: [{name: c, image: "app:1"}]
      """
    그러면 10초 안에 Pod "wishful"이 노드 "node-390"에서 Running 상태다
