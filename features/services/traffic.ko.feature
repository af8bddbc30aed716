# language: ko
기능: Service는 준비된 Pod에 요청을 나눠 보낸다
  요청은 모든 노드에서 차례로 나온다. 커널의 규칙은 EndpointSlice보다 조금 늦게 바뀌므로, 곧바로 떠나는 Pod에도 요청이 가고
  그 요청에는 아무도 응답하지 않는다.

  배경:
    조건 노드가 3개인 클러스터
    그리고 다음을 적용한다:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: web:1
                ports: [{containerPort: 8080}]
                readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      """
    그리고 클러스터가 안정되어 있다

  시나리오: 요청이 준비된 모든 Pod에 도달한다
    만일 Service "web"으로 요청을 초당 50개씩 보낸다
    그리고 10초가 지난다
    그러면 Service "web"으로 보낸 요청을 받은 Pod가 3개다
    그리고 Service "web"으로 보낸 요청은 하나도 실패하지 않았다

  시나리오: 준비 상태가 아닌 Pod는 프로브가 알아챌 때까지만 요청을 잃는다
    만일 Service "web"으로 요청을 초당 50개씩 보낸다
    그리고 Deployment "web"의 Pod 하나가 준비성 프로브에 응답하지 않게 된다
    그리고 20초가 지난다
    그러면 Service "web"으로 보낸 요청 중 실패한 요청은 0개 초과였다
    그리고 Service "web"의 엔드포인트가 2개다
    만일 1분이 지난다
    그러면 「1분」 이후로 Service "web"으로 보낸 요청은 하나도 실패하지 않았다

  시나리오: 곧바로 떠나는 Pod는 롤링 업데이트 중에 요청을 잃는다
    만일 Service "web"으로 요청을 초당 100개씩 보낸다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 Service "web"으로 보낸 요청 중 실패한 요청은 0개 초과였다
    그리고 Service "web"으로 보낸 요청의 90% 이상이 성공했다

  시나리오: 끝내기 전에 잠시 기다리면 잃지 않는다
    만일 Deployment "web"을 다음과 같이 패치한다:
      """yaml
      spec: {template: {spec: {containers: [{name: web, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}}}
      """
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    만일 Service "web"으로 요청을 초당 100개씩 보낸다
    그리고 Deployment "web"의 컨테이너 "web"의 이미지를 "web:2"로 바꾼다
    그러면 Deployment "web"이 5분 안에 롤아웃을 마친다
    그리고 Service "web"으로 보낸 요청은 하나도 실패하지 않았다

  시나리오: 아무도 듣지 않는 포트
    만일 Service "web"을 다음과 같이 패치한다:
      """yaml
      spec: {ports: [{port: 80, targetPort: 9090}]}
      """
    그리고 5초가 지난다
    그리고 Service "web"으로 요청을 초당 10개씩 보낸다
    그리고 5초가 지난다
    그러면 Service "web"의 엔드포인트가 3개다
    하지만 Service "web"으로 보낸 요청을 받은 Pod가 0개다
    만일 Service "web"으로 더는 요청을 보내지 않는다

  시나리오: 멈춘 노드의 Pod는 클러스터가 알아챌 때까지 요청을 받는다
    만일 Service "web"으로 요청을 초당 50개씩 보낸다
    그리고 노드 "node-1"이 갑자기 멈춘다
    그리고 40초가 지난다
    그러면 Service "web"으로 보낸 요청 중 실패한 요청은 100개 초과였다
    만일 1분이 지난다
    그리고 30초가 지난다
    그러면 「30초」 이후로 Service "web"으로 보낸 요청은 하나도 실패하지 않았다
