Feature: One says it as one would
  Numbers and spans of time may be words, what is so can be denied, and a claim can be about where Pods run, how often they restarted, or which Events there were.

  Scenario: Where the Pods of a Deployment run
    Given a cluster with three nodes of 4 CPUs and 8Gi of memory each in zones "a", "b", and "c"
    And the image "web:1" becomes ready after half a minute
    When I run `kubectl create deployment web --image=web:1 --replicas=6`
    Then Deployment "web" is not available
    And within ten seconds Deployment "web" has six replicas
    And for 10 seconds Deployment "web" has no ready replicas
    And within a minute all 6 Pods of Deployment "web" are ready
    And Deployment "web" has no unready Pods
    And 2 Pods of Deployment "web" run on each node
    And two Pods of Deployment "web" run in each zone
    And the Pods of Deployment "web" run on 3 different nodes
    When I scale Deployment "web" down to one replica
    Then within a minute there is one Pod of Deployment "web"

  Scenario: What a container says, and how often it has restarted
    Given a cluster with one node
    And the image "worker:1" logs "working"
    And the image "proxy:1" exits with code 0
    When I apply:
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: work
      spec:
        containers:
          - name: worker
            image: worker:1
          - name: proxy
            image: proxy:1
      """
    And half a minute passes
    Then container "proxy" of Pod "work" has restarted twice
    And container "worker" of Pod "work" has restarted no times
    And the log of container "worker" of Pod "work" contains "working"
    And the log of container "proxy" of Pod "work" does not contain "working"
    And there are at least two Events "BackOff" of Pod "work"
    And no Event of Pod "work" says "Failed to pull image"
    When container "worker" of Pod "work" is killed
    Then within 10 seconds container "worker" of Pod "work" has restarted once

  Scenario: A machine is away for a while
    Given a cluster with two nodes
    When node "node-1" crashes for two minutes
    Then node "node-1" becomes NotReady within a minute
    And node "node-1" is not ready
    And within 2 minutes every node is ready
    And since node "node-1" crashes at no time node "node-2" was NotReady
    When node "node-2" reboots
    Then for 2 minutes node "node-2" is not NotReady

  Scenario: A row is taken down from its end
    Given a cluster with 1 node
    And the image "db:1" takes two seconds to stop
    When I apply:
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: db
      spec:
        serviceName: db
        replicas: 3
        selector:
          matchLabels:
            app: db
        template:
          metadata:
            labels:
              app: db
          spec:
            containers:
              - name: db
                image: db:1
      """
    And the cluster settles
    And I scale StatefulSet "db" down to 0 replicas
    And the cluster settles
    Then it took about 6 seconds
    And the Pods of StatefulSet "db" stopped one after another in reverse order

  Scenario: What is tried may be refused
    Given a cluster with 1 node
    And the user "bob" with ClusterRole "view" in the namespace "shop"
    When "bob" tries to run `kubectl get pods -n shop`
    Then it is not refused
    When "bob" tries to run `kubectl delete pods --all -n shop`
    Then it succeeds
    When "bob" tries to run `kubectl create configmap settings -n shop`
    Then it is refused
    And it is refused with 'User "bob" cannot create resource "configmaps"'
    And there is no ConfigMap "shop/settings"
