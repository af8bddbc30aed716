Feature: A scenario says what must be so
  What it says is about one object or about all of its Pods, about a field, or about what somebody wrote. What must not be there can be said as well.

  Scenario: All is well in a small cluster
    Given a cluster with 3 nodes of 4 CPUs and 8Gi memory across zones "a", "b" and "c"
    And the image "web:1" logs "listening on 8080"
    When I run `kubectl create deployment web --image=web:1 --replicas=3`
    Then Deployment "web" completes its rollout within 1 minute
    And every node is Ready
    And every Pod of Deployment "web" is ready
    And Deployment "web" exists
    And the log of Deployment "web" does not contain "panic"

  Scenario: A rollout is held up, and a field says so
    Given a cluster with 1 node of 4 CPUs and 8Gi memory
    When I run `kubectl create deployment web --image=web:1`
    And I pause the rollout of Deployment "web"
    Then the field "spec.paused" of Deployment "web" is true
    When I resume the rollout of Deployment "web"
    Then the field "spec.paused" of Deployment "web" is absent

  Scenario: One Job comes to an end, another to nothing
    Given a cluster with 1 node
    When I run `kubectl create job well --image=busybox -- sleep 20`
    Then Job "well" completes within 1 minute
    When I apply:
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: ill
      spec:
        backoffLimit: 1
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: main
                image: busybox
                command: [sh, -c, exit 3]
      """
    Then Job "ill" fails within 1 minute

  Scenario: What is deleted is gone
    Given a cluster with 1 node
    When I run `kubectl create deployment web --image=web:1`
    And I delete Deployment "web"
    Then Deployment "web" does not exist
    When I run `kubectl get deployments`
    Then the output does not contain "web"

  Scenario: What held all the way through a rollout
    Given a cluster with 2 nodes
    When I run `kubectl create deployment web --image=web:1 --replicas=4 --port=80`
    And I run `kubectl expose deployment web`
    Then Deployment "web" completes its rollout within 1 minute
    When I set the image of container "web" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 1 minute
    And since I set the image at no time Service "web" had fewer than 3 endpoints
    And since I set the image at all times there were at most 2 ReplicaSets
    And at all times the field "spec.replicas" of Deployment "web" was 4
    And since I set the image at all times the field "status.readyReplicas" of Deployment "web" was at least 3
    And since I set the image at all times the field "status.replicas" of Deployment "web" was at most 5
    And at no time the field "status.readyReplicas" of Deployment "web" was 5
    And at all times the field "spec.strategy.type" of Deployment "web" was "RollingUpdate"
    And at no time the field "spec.strategy.type" of Deployment "web" was "Recreate"
    And since I set the image at all times there were at least 2 nodes
    And since I set the image at all times Service "web" had at most 5 endpoints
    And at no time there were more than 2 ReplicaSets
