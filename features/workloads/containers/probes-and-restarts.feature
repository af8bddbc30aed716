Feature: Containers crash, hang and come back

  Background:
    Given a cluster with 1 node

  Scenario: A container that cannot start backs off, ten seconds and doubling
    Given the image "bad:1" exits with code 1 after 1 second
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec: {containers: [{name: c, image: "bad:1"}]}
      """
    And 5 minutes pass
    Then Pod "bad" is CrashLoopBackOff
    And Pod "bad" has restarted 5 times
    And an Event "BackOff" of Pod "bad" says "Back-off restarting failed container c in pod bad"

  Scenario: A Pod that is not ready gets no traffic, and is not restarted for it
    Given I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
              - name: shop
                image: shop:1
                readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5, failureThreshold: 3}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec: {selector: {app: shop}, ports: [{port: 8080}]}
      """
    And the cluster settles
    Then Service "shop" has 2 endpoints
    When a Pod of Deployment "shop" stops answering its readiness probe
    Then within 20 seconds Service "shop" has 1 endpoint
    And it took between 10 seconds and 16 seconds
    And no Pod of Deployment "shop" has restarted

  Scenario: A command says hello and ends
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: hello}
      spec:
        restartPolicy: Never
        containers:
          - name: hello
            image: busybox:1.28
            command: ['sh', '-c', 'echo "Hello, Kubernetes!" && sleep 60']
      """
    Then Pod "hello" becomes complete within 2 minutes
    And it took between 1 minute and 1 minute 2 seconds
    And the log of Pod "hello" contains "Hello, Kubernetes!"
    And Pod "hello" is Completed

  Scenario: A killed container comes back
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, image: "web:1"}]}
      """
    And the cluster settles
    When a container of Pod "web" is killed
    And 5 seconds pass
    Then Pod "web" is Running
    And Pod "web" has restarted 1 time
