# language: ko
기능: 노드가 고장 나면 클러스터가 알아챈다
  kubelet은 10초마다 리스를 갱신한다. 50초 동안 소식이 없으면 노드는 NotReady가 되고, 따로 정하지 않은 Pod는 5분을 더 머문다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 파일 "k8s/web.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다

  시나리오: 멈춘 노드는 리스로 알아채고, 그 Pod는 5분 뒤에 대체된다
    만일 노드 "node-1"이 갑자기 멈춘다
    그러면 노드 "node-1"이 1분 안에 NotReady 상태가 된다
    그리고 40초에서 56초 사이가 걸렸다
    그리고 Deployment "web"이 6분 안에 사용 가능 상태가 된다
    그리고 5분에서 5분 10초 사이가 걸렸다
    그리고 Deployment "web"의 Pod가 노드 "node-1"에 없다

  시나리오: 제때 돌아온 노드는 Pod를 잃지 않는다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 2분이 지난다
    그러면 노드 "node-1"이 NotReady 상태다
    만일 노드 "node-1"이 되살아난다
    그러면 노드 "node-1"이 1분 안에 Ready 상태가 된다
    그리고 1분 안에 Deployment "web"의 준비된 Pod가 4개다
    그리고 Deployment "web"의 ReplicaSet 수는 1개다

  시나리오: 네트워크가 끊긴 노드는 계속 돌지만 아무도 모른다
    만일 노드 "node-2"의 네트워크가 끊긴다
    그러면 노드 "node-2"가 1분 안에 NotReady 상태가 된다
    만일 노드 "node-2"의 네트워크가 다시 이어진다
    그러면 노드 "node-2"가 1분 안에 Ready 상태가 된다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  시나리오: API 서버가 한동안 응답하지 않아도 돌던 것은 계속 돈다
    만일 API 서버가 30초 동안 응답하지 않는다
    그리고 1분이 지난다
    그러면 Deployment "web"의 준비된 Pod가 4개다
    그리고 Deployment "web"의 Pod가 다시 시작한 적이 없다

  시나리오: 포기된 Pod는 단절된 저편에서 계속 돌다가, 네트워크가 이어지면 종료된다
    조건 `kubectl run lonely --image=web:1 --overrides='{"spec": {"nodeName": "node-2"}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"의 네트워크가 끊긴다
    그리고 7분이 지난다
    그러면 Pod "lonely"가 Terminating 상태다
    그리고 Deployment "web"의 준비된 Pod가 4개다
    만일 1시간이 지난다
    그러면 Pod "lonely"가 Terminating 상태다
    만일 노드 "node-2"의 네트워크가 다시 이어진다
    그러면 1분 안에 Pod "lonely"는 존재하지 않는다
    그리고 1분 안에 Deployment "web"의 종료 중인 Pod가 없다
    그리고 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 정전에서 돌아온 머신은 컨테이너를 잃었으므로 새로 시작한다
    조건 `kubectl run lonely --image=web:1 --overrides='{"spec": {"nodeName": "node-2"}}'` 명령을 실행한다
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"가 갑자기 멈춘다
    그리고 2분이 지난다
    그리고 노드 "node-2"가 되살아난다
    그러면 30초 안에 Pod "lonely"가 1번 다시 시작했다
    그리고 Pod "lonely"가 노드 "node-2"에서 Running 상태다
    그리고 Node "node-2"의 이벤트 "Rebooted"가 "Node node-2 has been rebooted, boot id: "라고 알린다
    그리고 Pod "lonely"의 이벤트 "SandboxChanged"가 "Pod sandbox changed, it will be killed and re-created."라고 알린다

  시나리오: 강제로 삭제한 Pod는 단절된 저편에서 어떻게 되든 목록에서 곧바로 지워진다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: lonely}
      spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: lonely}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lonely, labels: {app: lonely}}
      spec: {nodeName: node-2, containers: [{name: c, image: "web:1"}]}
      """
    그리고 클러스터가 안정되어 있다
    만일 노드 "node-2"의 네트워크가 끊긴다
    그리고 7분이 지난다
    그러면 Pod "lonely"가 Terminating 상태다
    만일 `kubectl get endpointslices -l kubernetes.io/service-name=lonely -o jsonpath='{.items[0].endpoints[*].conditions}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      {"ready":true,"serving":false,"terminating":true}
      """
    만일 `kubectl delete pod lonely --force` 명령을 실행한다
    그리고 1초가 지난다
    그리고 `kubectl get endpoints lonely` 명령을 실행한다
    그러면 출력에 "<none>"가 들어 있다
    만일 `kubectl get endpointslices -l kubernetes.io/service-name=lonely -o jsonpath='{.items[0].endpoints[*].targetRef.name}.'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      .
      """
