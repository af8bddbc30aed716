Feature: Namespaces divide a cluster
  Names are unique within a namespace only; budgets and defaults are set for each; with a namespace goes all that is in it.

  Background:
    Given a cluster with 2 nodes
    And I run `kubectl create namespace team-a`
    And I run `kubectl create namespace team-b`
    And the cluster has settled

  Scenario: The same name in two namespaces is two objects
    When I run `kubectl create deployment web --image=web:1 -n team-a`
    And I run `kubectl create deployment web --image=web:2 --replicas=2 -n team-b`
    And the cluster settles
    Then Deployment "team-a/web" has 1 ready Pod
    And Deployment "team-b/web" has 2 ready Pods
    When I delete Deployment "team-a/web"
    And the cluster settles
    Then there is no Deployment "team-a/web"
    And Deployment "team-b/web" has 2 ready Pods

  Scenario: A quota bounds what a namespace uses, and says so to whoever goes beyond
    Given the namespace "team-a"
    And I apply:
      """yaml
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: budget}
      spec: {hard: {pods: "3", requests.cpu: "1"}}
      """
    And the cluster has settled
    When I try to run `kubectl run bare --image=web:1`
    Then it is refused with "failed quota: budget: must specify requests.cpu for: bare"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 5
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1", resources: {requests: {cpu: 200m}}}]
      """
    And 1 minute passes
    Then Deployment "web" has 3 ready Pods
    And an Event "FailedCreate" says "exceeded quota: budget, requested: pods=1, used: pods=3, limited: pods=3"
    And the field "status.used.pods" of ResourceQuota "budget" is "3"
    When I scale Deployment "web" to 2 replicas
    And the cluster settles
    Then the field "status.used.pods" of ResourceQuota "budget" is "2"

  Scenario: A limit range fills in what Pods leave out, and keeps them within bounds
    Given the namespace "team-a"
    And I apply:
      """yaml
      apiVersion: v1
      kind: LimitRange
      metadata: {name: limits}
      spec:
        limits:
          - type: Container
            default: {cpu: 500m, memory: 256Mi}
            defaultRequest: {cpu: 100m, memory: 128Mi}
            max: {cpu: "1"}
      """
    When I run `kubectl run small --image=web:1`
    Then the field "spec.containers[0].resources.requests.cpu" of Pod "small" is "100m"
    And the field "spec.containers[0].resources.limits.memory" of Pod "small" is "256Mi"
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec: {containers: [{name: c, image: "web:1", resources: {limits: {cpu: "2"}}}]}
      """
    Then it is refused with "maximum cpu usage per Container is 1, but limit is 2"

  Scenario: A namespace goes with all that is in it
    Given I run `kubectl create deployment web --image=web:1 --replicas=3 -n team-a`
    And I run `kubectl create configmap settings --from-literal=mode=dev -n team-a`
    And the cluster has settled
    When I run `kubectl delete namespace team-a --wait=false`
    Then Namespace "team-a" is Terminating
    When I try to run `kubectl create configmap late --from-literal=a=b -n team-a`
    Then it is refused with "because it is being terminated"
    When the cluster settles
    Then there is no Namespace "team-a"
    And there is no Deployment "team-a/web"

  Scenario: A Service is known by its name within its namespace, and by its full name from everywhere
    Given I run `kubectl create deployment web --image=web:1 -n team-a`
    And I run `kubectl expose deployment web --port=80 -n team-a`
    And the cluster has settled
    Then the name "web.team-a.svc.cluster.local" resolves to 1 address
    And the name "web.team-b.svc.cluster.local" does not resolve

  Scenario: A namespace and a bare Pod in it come out of one file
    When I apply:
      """yaml
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec: {containers: [{name: c, image: "web:1"}]}
      """
    And the cluster settles
    Then Pod "shop/web" is Running
