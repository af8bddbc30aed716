# language: ko
기능: kubectl top은 Pod와 노드가 쓰는 자원을 보여 준다

  배경:
    조건 노드가 1개인 클러스터
    그리고 애드온 "metrics-server"
    그리고 이미지 "web:1"은 CPU 300m와 메모리 512Mi를 사용한다
    그리고 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 5분이 지난다

  시나리오: Pod, 컨테이너, 노드
    만일 `kubectl top pod` 명령을 실행한다
    그러면 출력에 "300m         512Mi"가 들어 있다
    만일 `kubectl top pod --containers` 명령을 실행한다
    그러면 출력에 "web    300m         512Mi"가 들어 있다
    만일 `kubectl top node --sort-by=cpu` 명령을 실행한다
    그러면 출력에 "NAME     CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)"가 들어 있다
