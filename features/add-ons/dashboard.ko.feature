# language: ko
기능: 대시보드도 여느 워크로드와 같다

  시나리오: 자기 네임스페이스에서 서비스 뒤에 있고, 강제 종료되어도 돌아온다
    조건 노드가 2개인 클러스터
    그리고 애드온 "dashboard"
    만일 클러스터가 안정된다
    그러면 Deployment "kubernetes-dashboard/kubernetes-dashboard"가 사용 가능 상태다
    그리고 Service "kubernetes-dashboard/kubernetes-dashboard"의 엔드포인트가 1개다
    만일 Deployment "kubernetes-dashboard/kubernetes-dashboard"의 컨테이너 하나가 강제 종료된다
    그러면 30초 안에 Deployment "kubernetes-dashboard/kubernetes-dashboard"의 준비된 Pod가 1개다
