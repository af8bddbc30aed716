# language: ko
기능: 컴포넌트는 저마다의 이름으로 요청하고, 제 역할이 허락하는 일만 한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 클러스터가 안정되어 있다

  시나리오: 역할을 잃은 스케줄러는 Pod를 배치하지 못한다
    만일 `kubectl delete clusterrolebinding system:kube-scheduler` 명령을 실행한다
    그리고 `kubectl create clusterrole teller --verb=create,patch --resource=events,events.events.k8s.io` 명령을 실행한다
    그리고 `kubectl create clusterrolebinding teller --clusterrole=teller --user=system:kube-scheduler` 명령을 실행한다
    그리고 `kubectl run web --image=web:1` 명령을 실행한다
    그러면 1분 안에 Pod "web"의 이벤트 "FailedScheduling"이 "pods \"web\" is forbidden: User \"system:kube-scheduler\" cannot create resource \"pods/binding\""라고 알린다
    그리고 Pod "web"이 Pending 상태다
    만일 `kubectl create clusterrolebinding system:kube-scheduler --clusterrole=system:kube-scheduler --user=system:kube-scheduler` 명령을 실행한다
    그러면 6분 안에 Pod "web"이 Running 상태다

  시나리오: kubelet은 제 노드에 있는 Pod의 Secret만 읽는다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: {name: db}
      stringData: {password: "x"}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        nodeName: node-1
        containers:
          - name: web
            image: web:1
            envFrom: [{secretRef: {name: db}}]
      """
    만일 `kubectl get secret db --as=system:node:node-1 --as-group=system:nodes -o name` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      secret/db
      """
    만일 `kubectl get secret db --as=system:node:node-2 --as-group=system:nodes` 명령을 실행해 본다
    그러면 다음과 같은 이유로 거부된다:
      """
      secrets "db" is forbidden: User "system:node:node-2" cannot get resource "secrets" in API group "" in the namespace "default": no relationship found between node 'node-2' and this object
      """
    만일 `kubectl get nodes --as=system:node:node-1 --as-group=system:nodes` 명령을 실행해 본다
    그러면 "node 'node-1' cannot read all nodes, only its own Node object"라는 이유로 거부된다

  시나리오: 컨트롤러마다 서비스 어카운트가 따로 있다
    만일 `kubectl auth can-i create pods --as=system:serviceaccount:kube-system:replicaset-controller` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      yes
      """
    만일 `kubectl auth can-i create pods --as=system:serviceaccount:kube-system:deployment-controller` 명령을 실행해 본다
    그러면 출력은 다음과 같다:
      """
      no
      """
    만일 `kubectl delete clusterrolebinding system:controller:replicaset-controller` 명령을 실행한다
    그리고 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 1분이 지난다
    그러면 Deployment "web"의 ReplicaSet 수는 1개다
    그리고 Deployment "web"의 필드 "status.replicas"에 값이 없다

  시나리오: 역할을 잃은 프록시는 서비스를 알지 못한다
    만일 `kubectl delete clusterrolebinding system:node-proxier` 명령을 실행한다
    그리고 `kubectl create deployment web --image=web:1` 명령을 실행한다
    그리고 `kubectl expose deployment web --port=80` 명령을 실행한다
    그러면 1분 안에 Deployment "web"이 Available 상태다
    만일 Service "web"으로 요청을 초당 10개씩 보낸다
    그리고 10초가 지난다
    그러면 Service "web"으로 보낸 요청 중 실패한 요청은 100개였다
    만일 `kubectl create clusterrolebinding proxies --clusterrole=system:node-proxier --user=system:kube-proxy` 명령을 실행한다
    그리고 30초가 지난다
    그리고 `kubectl get services` 명령을 실행한다
    그리고 10초가 지난다
    그러면 「`kubectl get services」 이후로 Service "web"으로 보낸 요청은 하나도 실패하지 않았다

  시나리오: 클러스터를 만든 사람은 kubeadm의 바인딩이 있는 동안에만 무엇이든 할 수 있다
    만일 `kubectl auth whoami -o jsonpath='{.status.userInfo.username} {.status.userInfo.groups}'` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      kubernetes-admin ["kubeadm:cluster-admins","system:authenticated"]
      """
    만일 `kubectl delete clusterrolebinding kubeadm:cluster-admins --wait=false` 명령을 실행한다
    그리고 `kubectl get pods` 명령을 실행해 본다
    그러면 다음과 같은 이유로 거부된다:
      """
      pods is forbidden: User "kubernetes-admin" cannot list resource "pods" in API group "" in the namespace "default"
      """
