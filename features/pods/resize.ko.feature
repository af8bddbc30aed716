# language: ko
기능: 실행 중인 Pod의 리소스를 새 Pod 없이 바꾼다

  배경:
    조건 CPU 4개와 메모리 8Gi인 노드가 1개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        containers:
          - name: web
            image: nginx:1.27
            resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {memory: 1Gi}}
            resizePolicy:
              - {resourceName: cpu, restartPolicy: NotRequired}
              - {resourceName: memory, restartPolicy: RestartContainer}
      """
    그리고 Pod "web"이 1분 안에 준비 상태가 된다

  시나리오: CPU는 제자리에서 늘어난다: 컨테이너는 다시 시작하지 않는다
    만일 `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"2"}}}]}}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      pod/web patched
      """
    그리고 10초 안에 Pod "web"의 필드 "status.containerStatuses[0].resources.requests.cpu"의 값은 "2"이다
    그리고 Pod "web"의 이벤트 "ResizeCompleted"가 "Pod resize completed"라고 알린다
    그리고 Pod "web"이 다시 시작한 적이 없다

  시나리오: 정책이 그렇게 정하면 컨테이너는 새 크기로 다시 시작한다
    만일 `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"memory":"2Gi"}}}]}}'` 명령을 실행한다
    그러면 1분 안에 Pod "web"이 1번 다시 시작했다
    그리고 Pod "web"의 이벤트 "Killing"이 "Container web resize requires restart"라고 알린다
    그리고 Pod "web"의 필드 "status.containerStatuses[0].resources.limits.memory"의 값은 "2Gi"이다

  시나리오: 다른 Pod 때문에 자리가 없으면 자리가 날 때까지 기다린다
    조건 `kubectl run neighbour --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"neighbour","image":"nginx:1.27","resources":{"requests":{"cpu":"2"}}}]}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}'` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "web"이 다음과 일치한다:
      """yaml
      status:
        (conditions[?type == 'PodResizePending'].reason): [Deferred]
        containerStatuses: [{allocatedResources: {cpu: 500m}}]
      """
    만일 Pod "neighbour"를 삭제한다
    그러면 1분 안에 Pod "web"의 필드 "status.containerStatuses[0].allocatedResources.cpu"의 값은 "3"이다

  시나리오: 노드가 결코 줄 수 없는 크기는 Infeasible이며, 스케줄러는 그것을 세지 않는다
    만일 `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"64"}}}]}}'` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "web"이 다음과 일치한다:
      """yaml
      status:
        (conditions[?type == 'PodResizePending'].reason): [Infeasible]
      """
    만일 `kubectl run neighbour --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"neighbour","image":"nginx:1.27","resources":{"requests":{"cpu":"3"}}}]}}'` 명령을 실행한다
    그러면 Pod "neighbour"가 1분 안에 준비 상태가 된다

  시나리오: 아직 받지 못했더라도 스케줄러는 요청한 크기를 센다
    조건 `kubectl run neighbour --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"neighbour","image":"nginx:1.27","resources":{"requests":{"cpu":"2"}}}]}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"3"}}}]}}'` 명령을 실행한다
    그리고 `kubectl run late --image=nginx:1.27 --overrides='{"spec":{"containers":[{"name":"late","image":"nginx:1.27","resources":{"requests":{"cpu":"1"}}}]}}'` 명령을 실행한다
    그리고 10초가 지난다
    그러면 Pod "late"의 이벤트 "FailedScheduling"이 "1 Insufficient cpu"라고 알린다

  시나리오: Pod의 QoS 클래스는 바뀌지 않으며, 리소스는 이 하위 리소스로만 바뀐다
    만일 `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1","memory":"1Gi"},"limits":{"cpu":"1","memory":"1Gi"}}}]}}'` 명령을 실행해 본다
    그러면 "Pod QOS Class may not change as a result of resizing"라는 이유로 거부된다
    만일 `kubectl patch pod web -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1"}}}]}}'` 명령을 실행해 본다
    그러면 "pod updates may not change fields other than"라는 이유로 거부된다
