# language: ko
기능: 한 영역이 내려가도 나머지가 버틴다
  세 영역에 노드가 두 개씩 있다. 한 영역을 잃으면 Pod의 삼분의 일이 사라졌다가 다른 곳에서 대체된다.

  배경:
    조건 영역 "a", "b", "c"에 걸쳐 노드가 6개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 6
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: web}}
            tolerations:
              - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30}
            containers: [{name: web, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 톨러레이션이 짧은 Pod는 곧 다른 곳으로 간다
    만일 영역 "a"가 내려간다
    그러면 노드 "node-1"이 1분 안에 NotReady 상태가 된다
    그리고 노드 "node-4"가 NotReady 상태다
    그리고 Deployment "web"의 준비된 Pod가 4개다
    그리고 2분 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 Deployment "web"의 Pod가 영역 "a"에 없다
    그리고 「영역 "a"가 내려간다」 이후로 Deployment "web"의 준비된 Pod가 항상 4개 이상이었다

  시나리오: 돌아온 영역은 다시 쓰인다
    만일 영역 "a"가 내려간다
    그리고 5분이 지난다
    그리고 영역 "a"가 돌아온다
    그러면 노드 "node-1"이 1분 안에 Ready 상태가 된다
    만일 Deployment "web"의 롤아웃을 다시 시작한다
    그러면 Deployment "web"이 2분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 Pod 1개 이상이 영역 "a"에서 실행 중이다
