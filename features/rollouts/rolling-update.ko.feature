# language: ko
기능: 롤링 업데이트는 Pod를 조금씩 교체한다
  레플리카 4개에 기본값 25 %/25 %이면, 많아야 한 개가 더 있고 많아야 한 개가 모자란다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 이미지 "shop:1.1"은 8초 후에 준비된다
    그리고 파일 "k8s/web.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다

  시나리오: 한계는 어느 순간에도 지켜진다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "shop:1.1"로 바꾼다
    그러면 Deployment "web"이 2분 안에 롤아웃을 마친다
    그리고 Deployment "web"의 새 버전의 Pod가 4개다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 활성 Pod가 5개 초과인 때는 한 번도 없었다
    그리고 Deployment "web"의 ReplicaSet 수는 2개다
    그리고 Service "web"의 엔드포인트가 4개다

  시나리오: 없는 이미지는 롤아웃을 멈추고, 롤백이 끝을 맺는다
    조건 이미지 "shop:1.l"은 존재하지 않는다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "shop:1.l"로 바꾼다
    그리고 11분이 지난다
    그러면 10초 안에 Deployment "web"의 Pod 2개가 ImagePullBackOff 상태다
    그리고 Deployment "web"의 준비된 Pod가 3개다
    그리고 Deployment "web"이 실패 상태다
    만일 Deployment "web"을 롤백한다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 「Deployment "web"을 롤백한다」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다

  시나리오: 일시 정지한 롤아웃은 기다렸다가 재개하면 이어진다
    만일 Deployment "web"의 롤아웃을 일시 정지한다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "shop:1.1"로 바꾼다
    그리고 5분이 지난다
    그러면 Deployment "web"이 일시 정지 상태다
    그리고 Deployment "web"의 새 버전의 Pod가 없다
    만일 Deployment "web"의 롤아웃을 재개한다
    그러면 Deployment "web"이 2분 안에 롤아웃을 마친다

  시나리오 개요: 레플리카 <replicas>개의 <strategy> 전략은 약속을 지킨다
    만일 Deployment "web"을 레플리카 <replicas>개로 조정한다
    그리고 `kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"<surge>","maxUnavailable":"<unavailable>"}}}}'` 명령을 실행한다
    그리고 클러스터가 안정된다
    그리고 Deployment "web"의 롤아웃을 다시 시작한다
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 「Deployment "web"의 롤아웃을」 이후로 Deployment "web"의 준비된 Pod가 <least>개 미만인 때는 한 번도 없었다
    그리고 「Deployment "web"의 롤아웃을」 이후로 Deployment "web"의 활성 Pod가 <most>개 초과인 때는 한 번도 없었다

    예:
      | strategy       | replicas | surge | unavailable | least | most |
      | 늘리기만       | 4        | 50%   | 0%          | 4     | 6    |
      | 한 번에 하나씩 | 5        | 0%    | 20%         | 4     | 5    |
      | 한 번에 절반씩 | 8        | 25%   | 50%         | 4     | 10   |
