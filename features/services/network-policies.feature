Feature: NetworkPolicies decide who may talk to whom

  Background:
    Given a cluster with 2 nodes
    And I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: monitoring, labels: {team: ops}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: db}
      spec:
        replicas: 2
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers:
              - {name: db, image: "nginx:1.27", ports: [{name: http, containerPort: 80}, {name: metrics, containerPort: 9090}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db}
      spec: {selector: {app: db}, ports: [{name: http, port: 80}, {name: metrics, port: 9090}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: web}}
      spec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, infinity]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: guest}
      spec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, infinity]}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: prometheus, namespace: monitoring}
      spec: {containers: [{name: c, image: "busybox:1.36", command: [sleep, infinity]}]}
      """
    And the cluster settles

  Scenario: Without a policy everybody reaches everybody
    When I run `kubectl exec guest -- wget -qO- -T 2 http://db`
    Then the output contains "Welcome to nginx!"
    When I run `kubectl exec -n monitoring prometheus -- wget -qO- -T 2 http://db.default`
    Then the output contains "Welcome to nginx!"

  Scenario: One that allows nothing closes a namespace, but not to the kubelet's probes
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: default-deny-ingress}
      spec: {podSelector: {}, policyTypes: [Ingress]}
      """
    And I run `kubectl patch deployment db -p '{"spec":{"template":{"spec":{"containers":[{"name":"db","readinessProbe":{"httpGet":{"port":80}}}]}}}}'`
    Then Deployment "db" completes its rollout within 1 minute
    When I try to run `kubectl exec web -- wget -qO- -T 2 http://db`
    Then it is refused with "wget: download timed out"
    When I try to run `kubectl exec guest -- nc -zv db 80`
    Then it is refused with "timed out"

  Scenario: Policies add up: one lets the shop in, another the monitoring of another namespace, by the name of a port
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web-may-ask}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: 80}]
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: ops-may-measure}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
          - from: [{namespaceSelector: {matchLabels: {team: ops}}}]
            ports: [{port: metrics}]
      """
    And I run `kubectl exec web -- wget -qO- -T 2 http://db`
    Then the output contains "Welcome to nginx!"
    When I run `kubectl exec -n monitoring prometheus -- nc -zv db.default 9090`
    Then the output contains "succeeded"
    When I try to run `kubectl exec -n monitoring prometheus -- nc -zv db.default 80`
    Then it is refused with "timed out"
    When I try to run `kubectl exec guest -- wget -qO- -T 2 http://db`
    Then it is refused with "download timed out"

  Scenario: A Pod that may not talk to anybody cannot even ask for a name, until that is allowed
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web-to-db}
      spec:
        podSelector: {matchLabels: {app: web}}
        policyTypes: [Egress]
        egress:
          - to: [{podSelector: {matchLabels: {app: db}}}]
      """
    And I try to run `kubectl exec web -- wget -qO- -T 2 http://db`
    Then it is refused with "wget: bad address 'db'"
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: names}
      spec:
        podSelector: {}
        policyTypes: [Egress]
        egress:
          - to:
              - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                podSelector: {matchLabels: {k8s-app: kube-dns}}
            ports: [{protocol: UDP, port: 53}]
      """
    And I run `kubectl exec web -- wget -qO- -T 2 http://db`
    Then the output contains "Welcome to nginx!"
    When I try to run `kubectl exec guest -- wget -qO- -T 2 http://db`
    Then it is refused with "download timed out"

  Scenario: Requests from outside the cluster are held to policies as well
    When 10 requests per second are sent to Service "db"
    And 10 seconds pass
    Then no request to Service "db" failed
    When I apply:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: only-from-inside}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress: [{from: [{podSelector: {}}]}]
      """
    And 10 seconds pass
    Then since I apply 100 requests to Service "db" failed
    When I run `kubectl patch networkpolicy only-from-inside -p '{"spec":{"ingress":[{"from":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}]}}'`
    And 10 seconds pass
    Then since I run no request to Service "db" failed
