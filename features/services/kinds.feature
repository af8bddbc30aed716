Feature: A Service is one address for changing Pods, and there are several kinds

  Background:
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled

  Scenario: A cluster IP stays while the Pods behind it come and go
    Given I run `kubectl expose deployment web --port=80`
    When the cluster settles
    Then Service "web" has 3 endpoints
    And the name "web.default.svc.cluster.local" resolves to 1 address
    When I restart the rollout of Deployment "web"
    And the cluster settles
    Then Service "web" has 3 endpoints
    And the name "web" resolves to 1 address
    When I try to patch Service "web" with:
      """yaml
      spec: {clusterIP: 10.96.7.7, clusterIPs: [10.96.7.7]}
      """
    Then it is refused with "may not change once set"

  Scenario: A headless one has no address of its own: its name stands for those of the Pods
    Given I run `kubectl create service clusterip web --clusterip=None --tcp=80`
    When the cluster settles
    Then the name "web.default.svc.cluster.local" resolves to 3 addresses
    When I scale Deployment "web" to 2 replicas
    And the cluster settles
    Then the name "web.default.svc.cluster.local" resolves to 2 addresses

  Scenario: A node port is open on every node, and no two Services have the same
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
      """
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: other}
      spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
      """
    Then it is refused with "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated"
    When I run `kubectl create service nodeport third --tcp=80`
    Then the field "spec.ports[0].nodePort" of Service "third" is at least 30000
    And the field "spec.ports[0].nodePort" of Service "third" is at most 32767

  Scenario: An external name is only another name
    Given I run `kubectl create service externalname database --external-name=db.example.com`
    When the cluster settles
    Then Service "database" has no endpoints
    And the name "database.default.svc.cluster.local" does not resolve

  Scenario: A Service that selects nothing is told by hand where it leads
    Given I apply:
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
    Then Service "legacy" has 2 endpoints

  Scenario: Whoever asks for it gets Pods before they are ready
    Given I scale Deployment "web" to 0 replicas
    And the cluster has settled
    And the image "web:1" never becomes ready
    And I apply:
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
    When I scale Deployment "web" to 2 replicas
    And 10 seconds pass
    Then the name "peers.default.svc.cluster.local" resolves to 2 addresses
    And the name "ready.default.svc.cluster.local" does not resolve

  Scenario: Pods find Services of their namespace in their environment, if those were there first
    Given I run `kubectl expose deployment web --port=80`
    When I run `kubectl run client --image=busybox:1.36 --restart=Never -- sh -c 'echo "$WEB_SERVICE_HOST:$WEB_SERVICE_PORT"; wget -qO- http://web >/dev/null && echo reached'`
    And the cluster settles
    Then the log of Pod "client" contains ":80"
    And the log of Pod "client" contains "reached"
