Feature: A node registers, says what it has, and goes
  A kubelet makes its Node: labels, addresses, capacity. The cluster gives it a range of Pod addresses and a Lease.

  Scenario: A node that joins has its own range of addresses, and its Pods are in it
    Given a cluster with 2 nodes
    When node "node-3" joins with 8 CPUs and 16Gi memory
    And 10 seconds pass
    Then node "node-3" is Ready
    And the field "spec.podCIDR" of node "node-1" is "10.244.1.0/24"
    And the field "spec.podCIDR" of node "node-3" is "10.244.3.0/24"
    And the field "status.allocatable.cpu" of node "node-3" is "8"
    And the field "metadata.labels['kubernetes.io/hostname']" of node "node-3" is "node-3"
    And the field "spec.holderIdentity" of Lease "kube-node-lease/node-3" is "node-3"
    And an Event "RegisteredNode" of node "node-3" says "Registered Node node-3 in Controller"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {nodeName: node-3, containers: [{name: c, image: "web:1"}]}
      """
    Then within 10 seconds the field "status.podIP" of Pod "web" contains "10.244.3."

  Scenario: A node that the cloud takes away takes its Pods along
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=6`
    And the cluster has settled
    When node "node-2" is removed
    Then within 1 minute there are 2 nodes
    When 1 minute passes
    Then Deployment "web" has 6 ready Pods
    And no Pod of Deployment "web" runs on node "node-2"
    When node "node-4" joins
    And 1 minute passes
    Then node "node-4" is Ready
