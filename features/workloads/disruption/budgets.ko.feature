# language: ko
기능: 중단 예산은 일부러 비울 수 있는 Pod의 수를 정한다

  배경:
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=4` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오 개요: 남아야 하는 수나 비율, 또는 빠져도 되는 수나 비율
    만일 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec: {<rule>, selector: {matchLabels: {app: web}}}
      """
    그리고 클러스터가 안정된다
    그러면 PodDisruptionBudget "web"의 필드 "status.disruptionsAllowed"의 값은 <allowed>이다

    예:
      | rule                | allowed |
      | minAvailable: 3     | 1       |
      | minAvailable: 50%   | 2       |
      | maxUnavailable: 1   | 1       |
      | maxUnavailable: 30% | 2       |
      | minAvailable: 9     | 0       |

  시나리오: 축출은 예산에서 멈추고, 다음 Pod가 준비되면 이어진다
    조건 이미지 "web:1"은 30초 후에 준비된다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web}
      spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
      """
    그리고 클러스터가 안정된다
    만일 노드 "node-1"을 비운다
    그러면 Deployment "web"의 Pod가 노드 "node-1"에 없다
    그리고 「노드 "node-1"을」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다

  시나리오: 한 Pod에 예산이 둘이면 하나가 너무 많다
    조건 다음을 적용한다:
      """yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: one}
      spec: {maxUnavailable: 2, selector: {matchLabels: {app: web}}}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: two}
      spec: {maxUnavailable: 2, selector: {matchLabels: {app: web}}}
      """
    그리고 클러스터가 안정된다
    만일 1분 동안 노드 "node-1"을 비워 본다
    그러면 "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."라는 이유로 거부된다

  시나리오: 예산이 허락하면 건강한 적 없는 Pod는 언제든 나갈 수 있다
    조건 이미지 "sick:1"은 끝내 준비되지 않는다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: sick}
      spec:
        replicas: 2
        selector: {matchLabels: {app: sick}}
        template:
          metadata: {labels: {app: sick}}
          spec: {containers: [{name: c, image: "sick:1", readinessProbe: {tcpSocket: {port: 80}}}]}
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: sick}
      spec: {minAvailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {app: sick}}}
      """
    그리고 1분이 지난다
    그러면 Deployment "sick"의 준비된 Pod가 없다
    만일 노드 "node-1"을 비운다
    그리고 노드 "node-2"를 비운다
    그러면 Deployment "sick"의 Pod가 노드 "node-1"에 없다
    그리고 Deployment "sick"의 Pod가 노드 "node-2"에 없다
