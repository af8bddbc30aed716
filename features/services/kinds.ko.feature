# language: ko
기능: Service는 바뀌는 Pod들의 한 주소이고, 종류가 여럿이다

  배경:
    조건 노드가 3개인 클러스터
    그리고 `kubectl create deployment web --image=web:1 --replicas=3` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 클러스터 IP는 뒤의 Pod가 바뀌어도 그대로다
    조건 `kubectl expose deployment web --port=80` 명령을 실행한다
    만일 클러스터가 안정된다
    그러면 Service "web"의 엔드포인트가 3개다
    그리고 이름 "web.default.svc.cluster.local"이 주소 1개로 해석된다
    만일 Deployment "web"의 롤아웃을 다시 시작한다
    그리고 클러스터가 안정된다
    그러면 Service "web"의 엔드포인트가 3개다
    그리고 이름 "web"이 주소 1개로 해석된다
    만일 Service "web"을 다음과 같이 패치해 본다:
      """yaml
      spec: {clusterIP: 10.96.7.7, clusterIPs: [10.96.7.7]}
      """
    그러면 "may not change once set"라는 이유로 거부된다

  시나리오: 헤드리스 서비스는 주소가 없고, 이름이 Pod들의 주소를 가리킨다
    조건 `kubectl create service clusterip web --clusterip=None --tcp=80` 명령을 실행한다
    만일 클러스터가 안정된다
    그러면 이름 "web.default.svc.cluster.local"이 주소 3개로 해석된다
    만일 Deployment "web"을 레플리카 2개로 조정한다
    그리고 클러스터가 안정된다
    그러면 이름 "web.default.svc.cluster.local"이 주소 2개로 해석된다

  시나리오: 노드 포트는 모든 노드에서 열리고, 두 서비스가 함께 쓸 수 없다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
      """
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
      """
    그러면 "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated"라는 이유로 거부된다
    만일 `kubectl create service nodeport third --tcp=80` 명령을 실행한다
    그러면 Service "third"의 필드 "spec.ports[0].nodePort"의 값은 30000 이상이다
    그리고 Service "third"의 필드 "spec.ports[0].nodePort"의 값은 32767 이하다

  시나리오: 외부 이름은 또 하나의 이름일 뿐이다
    조건 `kubectl create service externalname database --external-name=db.example.com` 명령을 실행한다
    만일 클러스터가 안정된다
    그러면 Service "database"의 엔드포인트가 없다
    그리고 이름 "database.default.svc.cluster.local"이 해석되지 않는다

  시나리오: 아무것도 고르지 않는 서비스는 갈 곳을 손으로 적어 준다
    조건 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: legacy}
      spec: {ports: [{port: 5432}]}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: legacy-1, labels: {kubernetes.io/service-name: legacy}}
      addressType: IPv4
      ports: [{port: 5432}]
      endpoints: [{addresses: [192.0.2.10]}, {addresses: [192.0.2.11]}]
      """
    그러면 Service "legacy"의 엔드포인트가 2개다

  시나리오: 원하면 준비되기 전의 Pod도 얻는다
    조건 Deployment "web"을 레플리카 0개로 조정한다
    그리고 클러스터가 안정되어 있다
    그리고 이미지 "web:1"은 끝내 준비되지 않는다
    그리고 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: peers}
      spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: ready}
      spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
      """
    만일 Deployment "web"을 레플리카 2개로 조정한다
    그리고 10초가 지난다
    그러면 이름 "peers.default.svc.cluster.local"이 주소 2개로 해석된다
    그리고 이름 "ready.default.svc.cluster.local"이 어디로도 해석되지 않는다

  시나리오: Pod는 먼저 있던 같은 네임스페이스의 서비스를 환경 변수에서 찾는다
    조건 `kubectl expose deployment web --port=80` 명령을 실행한다
    만일 `kubectl run client --image=busybox:1.36 --restart=Never -- sh -c 'echo "$WEB_SERVICE_HOST:$WEB_SERVICE_PORT"; wget -qO- http://web >/dev/null && echo reached'` 명령을 실행한다
    그리고 클러스터가 안정된다
    그러면 Pod "client"의 로그에 ":80"이 들어 있다
    그리고 Pod "client"의 로그에 "reached"가 들어 있다
