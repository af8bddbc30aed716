# language: ko
기능: 드레인과 중단 예산 사례

  배경:
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {kubernetes.io/hostname: node-1}
            containers: [{name: web, image: "web:1"}]
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 아무것도 허용하지 않는 예산은 드레인을 끝없이 붙잡는다
    만일 10분 동안 노드 "node-1"을 비워 본다
    그러면 "Cannot evict pod as it would violate the pod's disruption budget."라는 이유로 거부된다
    그리고 노드 "node-1"이 SchedulingDisabled 상태다
    그리고 Deployment "web"의 준비된 Pod가 1개다
    그리고 10분에서 11분 사이가 걸렸다

  시나리오: 죽기를 되풀이하는 Pod도 드레인을 붙잡지만, 아픈 Pod는 언제든 보내도 된다는 예산이면 그렇지 않다
    조건 이미지 "web:2"은 1초 후에 코드 1로 종료된다
    그리고 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {strategy: {rollingUpdate: {maxUnavailable: 1}}}
      """
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그리고 2분이 지난다
    만일 1분 동안 노드 "node-1"을 비워 본다
    그러면 "Cannot evict pod as it would violate the pod's disruption budget."라는 이유로 거부된다
    만일 PodDisruptionBudget "web"을 다음과 같이 패치한다:
      """yaml
      spec: {unhealthyPodEvictionPolicy: AlwaysAllow}
      """
    그리고 노드 "node-1"을 비운다
    그러면 Deployment "web"의 Pod가 노드 "node-1"에 없다

  시나리오: Pod 하나에 예산이 둘이면 서버가 판단해 주지 않는 잘못이다
    조건 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: again}
      spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
      """
    그리고 클러스터가 안정되어 있다
    만일 1분 동안 노드 "node-1"을 비워 본다
    그러면 "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."라는 이유로 거부된다

  시나리오: 드레인은 손대지 않을 것을 이름으로 알려 준다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bare}
      spec: {nodeName: node-2, containers: [{name: c, image: "web:1"}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: scratch, ownerReferences: []}
      spec: {nodeName: node-3, volumes: [{name: s, emptyDir: {}}], containers: [{name: c, image: "web:1", volumeMounts: [{name: s, mountPath: /s}]}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"를 비워 본다
    그러면 "cannot delete Pods that declare no controller (use --force to override): default/bare"라는 이유로 거부된다
    만일 `kubectl drain node-3 --force` 명령을 실행해 본다
    그러면 "cannot delete Pods with local storage (use --delete-emptydir-data to override): default/scratch"라는 이유로 거부된다
    만일 `kubectl drain node-3 --force --delete-emptydir-data` 명령을 실행한다
    그러면 Pod "scratch"는 존재하지 않는다
