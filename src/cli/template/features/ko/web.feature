# language: ko
기능: web 디플로이먼트는 클러스터가 겪는 일을 견딘다

  배경:
    조건 노드가 3개인 클러스터
    그리고 파일 "../k8s/web.yaml"이 적용되어 있다
    그리고 클러스터가 안정되어 있다

  시나리오: 새 이미지가 빈틈없이 배포된다
    만일 Deployment "web"의 컨테이너 "web"의 이미지를 "nginx:1.28"로 바꾼다
    그러면 Deployment "web"이 1분 안에 롤아웃을 마친다
    그리고 「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다
