Feature: Nodes fail, and the cluster notices
  A kubelet renews its Lease every 10 seconds. After 50 seconds of silence its node is NotReady; Pods that say
  nothing else stay for another 5 minutes.

  Background:
    Given a cluster with 3 nodes
    And the file "k8s/web.yaml" is applied
    And the cluster has settled

  Scenario: A crashed node is noticed by its Lease, its Pods are replaced five minutes later
    When node "node-1" crashes
    Then node "node-1" becomes NotReady within 1 minute
    And it took between 40 seconds and 56 seconds
    And Deployment "web" becomes available within 6 minutes
    And it took between 5 minutes and 5 minutes 10 seconds
    And no Pod of Deployment "web" runs on node "node-1"

  Scenario: A node that comes back in time keeps its Pods
    When node "node-1" crashes
    And 2 minutes pass
    Then node "node-1" is NotReady
    When node "node-1" recovers
    Then node "node-1" becomes Ready within 1 minute
    And within 1 minute Deployment "web" has 4 ready Pods
    And there is 1 ReplicaSet of Deployment "web"

  Scenario: A node without a network runs on, but nobody knows
    When node "node-2" loses its network
    Then node "node-2" becomes NotReady within 1 minute
    When node "node-2" regains its network
    Then node "node-2" becomes Ready within 1 minute
    And no Pod of Deployment "web" has restarted

  Scenario: The API server is away for a while; what runs, runs on
    When the API server is unavailable for 30 seconds
    And 1 minute passes
    Then Deployment "web" has 4 ready Pods
    And no Pod of Deployment "web" has restarted

  Scenario: What is given up runs on behind the partition, and is ended when it heals
    Given I run `kubectl run lonely --image=web:1 --overrides='{"spec": {"nodeName": "node-2"}}'`
    And the cluster has settled
    When node "node-2" loses its network
    And 7 minutes pass
    Then Pod "lonely" is Terminating
    And Deployment "web" has 4 ready Pods
    When 1 hour passes
    Then Pod "lonely" is Terminating
    When node "node-2" regains its network
    Then within 1 minute there is no Pod "lonely"
    And within 1 minute Deployment "web" has no terminating Pods
    And Deployment "web" has 4 ready Pods

  Scenario: A machine that comes back from a power cut has lost its containers and starts them anew
    Given I run `kubectl run lonely --image=web:1 --overrides='{"spec": {"nodeName": "node-2"}}'`
    And the cluster has settled
    When node "node-2" crashes
    And 2 minutes pass
    And node "node-2" recovers
    Then within 30 seconds Pod "lonely" has restarted 1 time
    And Pod "lonely" is Running on node "node-2"
    And an Event "Rebooted" of Node "node-2" says "Node node-2 has been rebooted, boot id: "
    And an Event "SandboxChanged" of Pod "lonely" says "Pod sandbox changed, it will be killed and re-created."

  Scenario: What somebody deletes by force is struck off the lists at once, whatever becomes of it behind the partition
    Given I apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: lonely}
      spec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: lonely}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lonely, labels: {app: lonely}}
      spec: {nodeName: node-2, containers: [{name: c, image: "web:1"}]}
      """
    And the cluster has settled
    When node "node-2" loses its network
    And 7 minutes pass
    Then Pod "lonely" is Terminating
    When I run `kubectl get endpointslices -l kubernetes.io/service-name=lonely -o jsonpath='{.items[0].endpoints[*].conditions}'`
    Then the output is:
      """
      {"ready":true,"serving":false,"terminating":true}
      """
    When I run `kubectl delete pod lonely --force`
    And 1 second passes
    And I run `kubectl get endpoints lonely`
    Then the output contains "<none>"
    When I run `kubectl get endpointslices -l kubernetes.io/service-name=lonely -o jsonpath='{.items[0].endpoints[*].targetRef.name}.'`
    Then the output is:
      """
      .
      """
