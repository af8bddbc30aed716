Feature: A Service spreads requests over the Pods that are ready, and what becomes of them
  Requests come from every node in turn. The kernel's rules follow the EndpointSlices a moment later: a Pod that
  leaves at once still gets requests, which nobody answers.

  Background:
    Given a cluster with 3 nodes
    And I apply:
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
    And the cluster has settled

  Scenario: Requests reach every ready Pod
    When 50 requests per second are sent to Service "web"
    And 10 seconds pass
    Then requests to Service "web" reach 3 different Pods
    And no request to Service "web" failed

  Scenario: A Pod that is not ready any more fails requests until its probe says so, and gets none afterwards
    When 50 requests per second are sent to Service "web"
    And a Pod of Deployment "web" stops answering its readiness probe
    And 20 seconds pass
    Then more than 0 requests to Service "web" failed
    And Service "web" has 2 endpoints
    When 1 minute passes
    Then since 1 minute no request to Service "web" failed

  Scenario: Pods that leave at once lose requests in a rolling update
    When 100 requests per second are sent to Service "web"
    And I set the image of container "web" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 5 minutes
    And more than 0 requests to Service "web" failed
    And at least 90% of the requests to Service "web" succeeded

  Scenario: A pause before the end saves them
    When I patch Deployment "web" with:
      """yaml
      spec: {template: {spec: {containers: [{name: web, lifecycle: {preStop: {sleep: {seconds: 5}}}}]}}}
      """
    Then Deployment "web" completes its rollout within 5 minutes
    When 100 requests per second are sent to Service "web"
    And I set the image of container "web" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 5 minutes
    And no request to Service "web" failed

  Scenario: A port at which nobody listens
    When I patch Service "web" with:
      """yaml
      spec: {ports: [{port: 80, targetPort: 9090}]}
      """
    And 5 seconds pass
    And 10 requests per second are sent to Service "web"
    And 5 seconds pass
    Then Service "web" has 3 endpoints
    But requests to Service "web" reach no different Pods
    When no more requests are sent to Service "web"

  Scenario: The Pods of a silent node get requests until the cluster notices
    When 50 requests per second are sent to Service "web"
    And node "node-1" crashes
    And 40 seconds pass
    Then more than 100 requests to Service "web" failed
    When 1 minute passes
    And 30 seconds pass
    Then since 30 seconds no request to Service "web" failed
