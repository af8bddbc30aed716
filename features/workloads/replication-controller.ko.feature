# language: ko
기능: ReplicationController는 옛날의 ReplicaSet이다

  시나리오: 개수를 지키고, 최신 Pod부터 내려놓으며, Pod를 남겨 두고 떠날 수 있다
    조건 노드가 2개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: ReplicationController
      metadata: {name: old}
      spec:
        replicas: 3
        template:
          metadata: {labels: {app: old}}
          spec: {containers: [{name: c, image: old:1}]}
      """
    그러면 1분 안에 ReplicationController "old"의 준비된 Pod가 3개다
    만일 ReplicationController "old"를 레플리카 1개로 조정한다
    그리고 클러스터가 안정된다
    그러면 ReplicationController "old"의 Pod가 1개다
    만일 `kubectl delete rc old --cascade=orphan` 명령을 실행한다
    그리고 클러스터가 안정된다
    그리고 `kubectl get pods -l app=old` 명령을 실행한다
    그러면 출력에 "1/1"가 들어 있다
