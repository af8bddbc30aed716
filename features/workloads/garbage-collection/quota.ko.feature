# language: ko
기능: 쿼터는 세라고 한 것을 센다
  Pod는 요청량, 수명, 우선순위로 가려 세고, 어떤 종류의 오브젝트든 개수로 셀 수 있다.

  배경:
    조건 노드가 2개인 클러스터

  시나리오: 아무것도 보장받지 않는 Pod만 제한한다
    조건 `kubectl create quota scraps --hard=pods=1 --scopes=BestEffort` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl run one --image=web:1` 명령을 실행한다
    그리고 `kubectl run two --image=web:1` 명령을 실행해 본다
    그러면 "exceeded quota: scraps, requested: pods=1, used: pods=1, limited: pods=1"라는 이유로 거부된다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: three}
      spec: {containers: [{name: c, image: "web:1", resources: {requests: {cpu: 100m}}}]}
      """
    그러면 Pod "three"가 존재한다

  시나리오: 끝난 Pod는 요청했던 것을 돌려준다
    조건 `kubectl create quota small --hard=requests.cpu=500m` 명령을 실행한다
    그리고 이미지 "work:1"은 30초 후에 작업을 마친다
    그리고 클러스터가 안정되어 있다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: one}
      spec: {restartPolicy: Never, containers: [{name: c, image: "work:1", resources: {requests: {cpu: 400m}}}]}
      """
    그리고 5초가 지난다
    그러면 ResourceQuota "small"의 필드 "status.used['requests.cpu']"의 값은 "400m"이다
    만일 1분이 지난다
    그러면 Pod "one"가 Completed 상태다
    그리고 ResourceQuota "small"의 필드 "status.used['requests.cpu']"의 값은 "0"이다

  시나리오: 어떤 종류든 셀 수 있다
    조건 `kubectl create quota things --hard=count/deployments.apps=1,services.nodeports=0,persistentvolumeclaims=0` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl create deployment other --image=web:1` 명령을 실행해 본다
    그러면 "exceeded quota: things, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1"라는 이유로 거부된다
    만일 `kubectl create service nodeport web --tcp=80` 명령을 실행해 본다
    그러면 "exceeded quota: things, requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0"라는 이유로 거부된다

  시나리오: 누가 손대든 말든 status는 지금 있는 것을 따라간다
    조건 `kubectl create configmap one` 명령을 실행한다
    그리고 `kubectl create configmap two` 명령을 실행한다
    그리고 `kubectl create quota maps --hard=configmaps=5` 명령을 실행한다
    만일 클러스터가 안정된다
    그러면 ResourceQuota "maps"의 필드 "status.used.configmaps"의 값은 "3"이다
    만일 ConfigMap "one"를 삭제한다
    그리고 클러스터가 안정된다
    그러면 ResourceQuota "maps"의 필드 "status.used.configmaps"의 값은 "2"이다
    만일 `kubectl patch resourcequota maps --type=merge -p '{"spec":{"hard":{"configmaps":"1"}}}'` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 ResourceQuota "maps"가 다음과 일치한다:
      """yaml
      status: {hard: {configmaps: "1"}, used: {configmaps: "2"}}
      """
