Feature: Every component asks under its own name, and may do what its role says

  Background:
    Given a cluster with 2 nodes
    And the cluster has settled

  Scenario: A scheduler without its role places no Pod
    When I run `kubectl delete clusterrolebinding system:kube-scheduler`
    And I run `kubectl create clusterrole teller --verb=create,patch --resource=events,events.events.k8s.io`
    And I run `kubectl create clusterrolebinding teller --clusterrole=teller --user=system:kube-scheduler`
    And I run `kubectl run web --image=web:1`
    Then within 1 minute an Event "FailedScheduling" of Pod "web" says "pods \"web\" is forbidden: User \"system:kube-scheduler\" cannot create resource \"pods/binding\""
    And Pod "web" is Pending
    When I run `kubectl create clusterrolebinding system:kube-scheduler --clusterrole=system:kube-scheduler --user=system:kube-scheduler`
    Then within 6 minutes Pod "web" is Running

  Scenario: A kubelet reads the Secrets of the Pods on its node, and no others
    When I apply:
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
    When I run `kubectl get secret db --as=system:node:node-1 --as-group=system:nodes -o name`
    Then the output is:
      """
      secret/db
      """
    When I try to run `kubectl get secret db --as=system:node:node-2 --as-group=system:nodes`
    Then it is refused with:
      """
      secrets "db" is forbidden: User "system:node:node-2" cannot get resource "secrets" in API group "" in the namespace "default": no relationship found between node 'node-2' and this object
      """
    When I try to run `kubectl get nodes --as=system:node:node-1 --as-group=system:nodes`
    Then it is refused with "node 'node-1' cannot read all nodes, only its own Node object"

  Scenario: A controller has a service account of its own
    When I run `kubectl auth can-i create pods --as=system:serviceaccount:kube-system:replicaset-controller`
    Then the output is:
      """
      yes
      """
    When I try to run `kubectl auth can-i create pods --as=system:serviceaccount:kube-system:deployment-controller`
    Then the output is:
      """
      no
      """
    When I run `kubectl delete clusterrolebinding system:controller:replicaset-controller`
    And I run `kubectl create deployment web --image=web:1`
    And 1 minute passes
    Then there is 1 ReplicaSet of Deployment "web"
    And the field "status.replicas" of Deployment "web" is absent

  Scenario: A proxy without its role hears of no Service
    When I run `kubectl delete clusterrolebinding system:node-proxier`
    And I run `kubectl create deployment web --image=web:1`
    And I run `kubectl expose deployment web --port=80`
    Then within 1 minute Deployment "web" is Available
    When 10 requests per second are sent to Service "web"
    And 10 seconds pass
    Then 100 requests to Service "web" failed
    When I run `kubectl create clusterrolebinding proxies --clusterrole=system:node-proxier --user=system:kube-proxy`
    And 30 seconds pass
    And I run `kubectl get services`
    And 10 seconds pass
    Then since I run no request to Service "web" failed

  Scenario: Who made the cluster may do everything, as long as kubeadm's binding says so
    When I run `kubectl auth whoami -o jsonpath='{.status.userInfo.username} {.status.userInfo.groups}'`
    Then the output is:
      """
      kubernetes-admin ["kubeadm:cluster-admins","system:authenticated"]
      """
    When I run `kubectl delete clusterrolebinding kubeadm:cluster-admins --wait=false`
    And I try to run `kubectl get pods`
    Then it is refused with:
      """
      pods is forbidden: User "kubernetes-admin" cannot list resource "pods" in API group "" in the namespace "default"
      """
