# language: ko
기능: 노드가 고장 나면 클러스터가 알아챈다
  kubelet은 10초마다 리스를 갱신한다. 50초 동안 소식이 없으면 노드는 NotReady가 되고, 따로 정하지 않은 Pod는 5분을 더 머문다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 파일 "k8s/web.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다

  시나리오: 멈춘 노드는 리스로 알아채고, 그 Pod는 5분 뒤에 대체된다
    만일 노드 "node-1"이 갑자기 멈춘다
    그러면 node "node-1"이 1분 안에 NotReady 상태가 된다
    그리고 40초에서 56초 사이가 걸렸다
    그리고 Deployment "web"이 6분 안에 사용 가능 상태가 된다
    그리고 5분에서 5분 10초 사이가 걸렸다
    그리고 Deployment "web"의 Pod 0개가 노드 "node-1"에 있다

  시나리오: 제때 돌아온 노드는 Pod를 잃지 않는다
    만일 노드 "node-1"이 갑자기 멈춘다
    그리고 2분이 지난다
    그러면 node "node-1"이 NotReady 상태다
    만일 노드 "node-1"이 되살아난다
    그러면 node "node-1"이 1분 안에 Ready 상태가 된다
    그리고 1분 안에 Deployment "web"의 준비된 Pod가 4개다

  시나리오: 네트워크가 끊긴 노드는 계속 돌지만 아무도 모른다
    만일 노드 "node-2"의 네트워크가 끊긴다
    그러면 node "node-2"가 1분 안에 NotReady 상태가 된다
    만일 노드 "node-2"가 되살아난다
    그러면 node "node-2"가 1분 안에 Ready 상태가 된다
    그리고 Deployment "web"의 Pod 0개가 다시 시작한 적이 있다
