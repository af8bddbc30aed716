Feature: CoreDNS answers for the names of Services, as long as one of its Pods does

  Background:
    Given a cluster with 3 nodes
    And the add-on "dns"
    And I run `kubectl create deployment web --image=web:1`
    And I run `kubectl expose deployment web --port=80`
    And the cluster has settled

  Scenario: Its two Pods are on different nodes and behind the address that every Pod asks
    Then 2 Pods of Deployment "kube-system/coredns" run on 2 different nodes
    And Service "kube-system/kube-dns" has 2 endpoints
    And the field "spec.clusterIP" of Service "kube-system/kube-dns" is "10.96.0.10"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: client}
      spec:
        restartPolicy: Never
        containers: [{name: c, image: busybox:1.36, command: [sh, -c, "cat /etc/resolv.conf; nslookup web"]}]
      """
    Then Pod "client" becomes complete within 1 minute
    And the log of Pod "client" contains "nameserver 10.96.0.10"
    And the log of Pod "client" contains "Address: 10.96."

  Scenario: One of them may go, and nobody notices
    Given the name "web.default.svc.cluster.local" resolves to 1 address
    When I run `kubectl scale deployment coredns --namespace=kube-system --replicas=1`
    And the cluster settles
    Then the name "web.default.svc.cluster.local" resolves to 1 address

  Scenario: Without any of them no name means anything, and addresses still do
    When I run `kubectl scale deployment coredns --namespace=kube-system --replicas=0`
    And the cluster settles
    Then the name "web.default.svc.cluster.local" does not resolve
    When 10 requests per second are sent to Service "web"
    And 10 seconds pass
    Then no request to Service "web" failed
    When I run `kubectl scale deployment coredns --namespace=kube-system --replicas=2`
    Then within 1 minute the name "web.default.svc.cluster.local" resolves to 1 address
