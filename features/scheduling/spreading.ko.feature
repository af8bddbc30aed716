# language: ko
기능: Pod는 정한 만큼 엄격하게 영역과 노드에 퍼진다

  시나리오: 영역 셋을 바라는데 한 영역에는 아직 노드가 없다
    조건 영역 "a", "b"에 걸쳐 노드가 4개인 클러스터
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 4
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                minDomains: 3
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
            containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "web"의 준비된 Pod가 2개다
    그리고 이벤트 "FailedScheduling"이 "4 node(s) didn't match pod topology spread constraints"라고 알린다
    만일 노드 "node-5"가 영역 "c"에 합류한다
    그러면 30초 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 Deployment "web"의 Pod 1개 이상이 영역 "c"에서 실행 중이다

  시나리오: 롤아웃의 리비전은 저마다 따로 퍼진다
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 0}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
                matchLabelKeys: [pod-template-hash]
            containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정되어 있다
    만일 Deployment "web"의 컨테이너 "c"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 Pod 3개가 서로 다른 노드 3개에서 실행 중이다

  시나리오: 아무것도 정하지 않아도 시스템 기본값에 따라 퍼진다
    조건 영역 "a", "b", "c"에 걸쳐 노드가 6개인 클러스터
    만일 `kubectl create deployment web --image=web:1 --replicas=6` 명령을 실행한다
    그러면 1분 안에 Deployment "web"의 준비된 Pod가 6개다
    그리고 Deployment "web"의 Pod 6개가 서로 다른 노드 6개에서 실행 중이다
    그리고 Deployment "web"의 Pod 2개가 영역 "a"에서 실행 중이다

  시나리오: Pod가 견디지 못하는 노드를 셈에서 빼려면 그렇게 정해야 한다
    조건 다음 노드들로 이루어진 클러스터:
      | name | cpu | memory | zone | taints                  |
      | a-1  | 4   | 8Gi    | a    |                         |
      | b-1  | 4   | 8Gi    | b    | dedicated=ml:NoSchedule |
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: counts}
      spec:
        replicas: 3
        selector: {matchLabels: {app: counts}}
        template:
          metadata: {labels: {app: counts}}
          spec:
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: counts}}}
            containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: honours}
      spec:
        replicas: 3
        selector: {matchLabels: {app: honours}}
        template:
          metadata: {labels: {app: honours}}
          spec:
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, nodeTaintsPolicy: Honor, labelSelector: {matchLabels: {app: honours}}}
            containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "counts"의 준비된 Pod가 1개다
    그리고 Deployment "honours"의 준비된 Pod가 3개다

  시나리오: Pod가 고르지 않은 노드는 그렇게 설정할 때만 셈에 든다
    조건 다음 노드들로 이루어진 클러스터:
      | name | cpu | memory | zone | labels   |
      | a-1  | 4   | 8Gi    | a    | disk=ssd |
      | b-1  | 4   | 8Gi    | b    |          |
    만일 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: honours}
      spec:
        replicas: 3
        selector: {matchLabels: {app: honours}}
        template:
          metadata: {labels: {app: honours}}
          spec:
            nodeSelector: {disk: ssd}
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: honours}}}
            containers: [{name: c, image: "web:1"}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: ignores}
      spec:
        replicas: 3
        selector: {matchLabels: {app: ignores}}
        template:
          metadata: {labels: {app: ignores}}
          spec:
            nodeSelector: {disk: ssd}
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, nodeAffinityPolicy: Ignore, labelSelector: {matchLabels: {app: ignores}}}
            containers: [{name: c, image: "web:1"}]
      """
    그리고 클러스터가 안정된다
    그러면 Deployment "honours"의 준비된 Pod가 3개다
    그리고 Deployment "ignores"의 준비된 Pod가 1개다
    그리고 이벤트 "FailedScheduling"이 "1 node(s) didn't match Pod's node affinity/selector, 1 node(s) didn't match pod topology spread constraints"라고 알린다
