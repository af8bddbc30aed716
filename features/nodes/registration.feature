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

  Scenario: What a node has, what runs on it and what it is promised to, as describe shows it
    Given a cluster with 1 node of 4 CPUs and 8Gi memory each
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, image: "nginx:1.27", resources: {requests: {cpu: "1", memory: 1Gi}, limits: {cpu: "2"}}}]}
      """
    And 20 seconds pass
    When I run `kubectl describe node node-1`
    Then the output contains "InternalIP:  10.0.0.1"
    And the output contains "Hostname:    node-1"
    And the output contains "Ready            True "
    And the output contains "kubelet is posting ready status"
    And the output contains "Kubelet Version:            v1.34.0"
    And the output contains "PodCIDR:                      10.244.1.0/24"
    And the output contains "default                     web     1 (25%)       2 (50%)     1Gi (12%)        0 (0%)"
    And the output contains "cpu                1 (25%)    2 (50%)"
    And the output contains "RegisteredNode           15s   node-controller  Node node-1 event: Registered Node node-1 in Controller"
    And the field "status.images[0].names" of Node "node-1" contains "docker.io/library/nginx:1.27"

  Scenario: A sign of life every ten seconds, a whole status every five minutes or when something has changed
    Given a cluster with 1 node
    When 299 seconds pass
    Then the field "spec.leaseDurationSeconds" of Lease "kube-node-lease/node-1" is 40
    And the field "spec.renewTime" of Lease "kube-node-lease/node-1" contains "T00:04:5"
    And the field "status.conditions[?(@.type==\"Ready\")].lastHeartbeatTime" of Node "node-1" contains "T00:00:0"
    When 20 seconds pass
    Then the field "status.conditions[?(@.type==\"Ready\")].lastHeartbeatTime" of Node "node-1" contains "T00:05:"
    And the field "status.conditions[?(@.type==\"Ready\")].lastTransitionTime" of Node "node-1" contains "T00:00:0"
    When 1 minute passes
    And node "node-1" runs short of memory
    And 1 second passes
    Then the field "status.conditions[?(@.type==\"Ready\")].lastHeartbeatTime" of Node "node-1" contains "T00:06:"

  Scenario: A Node that somebody deletes while its kubelet runs is registered anew when the kubelet starts again
    Given a cluster with 2 nodes
    When I run `kubectl delete node node-2`
    And 10 minutes pass
    Then there is 1 node
    When the kubelet of node "node-2" stops
    And the kubelet of node "node-2" starts again
    Then within 10 seconds node "node-2" is Ready

  Scenario: The range of addresses comes from the controller manager; a node that has none yet is not ready
    Given a cluster with 2 nodes
    When "kube-controller-manager" crashes
    And node "node-3" joins
    And 1 minute passes
    Then the field "spec.podCIDR" of Node "node-3" is absent
    And the field "status.conditions[?(@.type==\"Ready\")].message" of Node "node-3" contains "container runtime network not ready: NetworkReady=false"
    When I run `kubectl run early --image=web:1 --overrides='{"spec": {"nodeName": "node-3"}}'`
    And 5 seconds pass
    Then an Event "NetworkNotReady" of Pod "early" says "network is not ready: container runtime network not ready"
    When "kube-controller-manager" starts again
    Then node "node-3" becomes Ready within 5 seconds
    And the field "spec.podCIDR" of Node "node-3" is "10.244.3.0/24"
    And within 20 seconds Pod "early" is Running

  Scenario: A Node that somebody writes down has a range too, and no two have the same
    Given a cluster with 2 nodes
    When I apply:
      """yaml
      apiVersion: v1
      kind: Node
      metadata: {name: paper}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: stubborn}
      spec: {podCIDR: 10.244.5.0/24, podCIDRs: [10.244.5.0/24]}
      """
    And node "node-3" joins
    And node "node-4" joins
    And 5 seconds pass
    And I run `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name} {.spec.podCIDR}{"\n"}{end}'`
    Then the output is:
      """
      node-1 10.244.1.0/24
      node-2 10.244.2.0/24
      node-3 10.244.4.0/24
      node-4 10.244.6.0/24
      paper 10.244.3.0/24
      stubborn 10.244.5.0/24
      """
