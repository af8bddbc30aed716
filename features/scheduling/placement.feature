Feature: The scheduler finds the right node, and says why there is none

  Scenario: Nobody has room, until a larger node joins
    Given a cluster with 3 nodes of 2 CPUs and 4Gi memory each
    When I taint node "node-3" with "dedicated=ml:NoSchedule"
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: big}
      spec:
        containers:
          - name: big
            image: big:1
            resources: {requests: {cpu: "3"}}
      """
    And 10 seconds pass
    Then Pod "big" is Pending
    And an Event "FailedScheduling" of Pod "big" says "0/3 nodes are available: 1 node(s) had untolerated taint {dedicated: ml}, 2 Insufficient cpu."
    When node "node-4" joins with 4 CPUs and 8Gi memory
    Then within 30 seconds Pod "big" is Running on node "node-4"

  Scenario: Pods go where their node affinity wants them
    Given a cluster with nodes:
      | name  | cpu | memory | zone | labels             | taints                  |
      | cpu-1 | 4   | 16Gi   | a    | disk=ssd           |                         |
      | gpu-1 | 8   | 32Gi   | b    | accelerator=nvidia | dedicated=ml:NoSchedule |
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: training}
      spec:
        nodeSelector: {accelerator: nvidia}
        tolerations: [{key: dedicated, operator: Equal, value: ml, effect: NoSchedule}]
        containers: [{name: c, image: "train:1"}]
      """
    Then within 10 seconds Pod "training" is Running on node "gpu-1"

  Scenario: Spread over zones, as even as can be
    Given a cluster with 6 nodes across zones "a", "b", "c"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 6
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: DoNotSchedule
                labelSelector: {matchLabels: {app: web}}
            containers: [{name: web, image: "web:1"}]
      """
    Then within 1 minute Deployment "web" has 6 ready Pods
    And 2 Pods of Deployment "web" run in zone "a"
    And 2 Pods of Deployment "web" run in zone "b"
    And 2 Pods of Deployment "web" run in zone "c"

  Scenario: A Pod that claims devices finds no node, and is told so
    Given a cluster with 2 nodes
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: training}
      spec:
        resourceClaims: [{name: gpu, resourceClaimName: my-gpu}]
        containers: [{name: c, image: "train:1", resources: {claims: [{name: gpu}]}}]
      """
    And 10 seconds pass
    Then Pod "training" is Pending
    And an Event "FailedScheduling" of Pod "training" says "0/2 nodes are available: dynamic resource allocation is not simulated."

  Scenario: Each node takes a port of its host once
    Given a cluster with 2 nodes
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: proxy}
      spec:
        replicas: 3
        selector: {matchLabels: {app: proxy}}
        template:
          metadata: {labels: {app: proxy}}
          spec:
            containers: [{name: c, image: "proxy:1", ports: [{containerPort: 80, hostPort: 80}]}]
      """
    And the cluster settles
    Then 2 Pods of Deployment "proxy" run on 2 different nodes
    And an Event "FailedScheduling" says "0/2 nodes are available: 2 node(s) didn't have free ports for the requested pod ports."
    When node "node-3" joins
    Then within 10 seconds 3 Pods of Deployment "proxy" run on 3 different nodes

  Scenario: A node that has the image already is preferred, if the image is large
    Given the image "registry.example.com/big:1" has a size of 2Gi
    And a cluster with 2 nodes
    And I run `kubectl run warm --image=registry.example.com/big:1 --overrides='{"spec": {"nodeName": "node-2"}}'`
    And the cluster has settled
    And I delete Pod "warm"
    And 10 minutes pass
    When I run `kubectl run cold --image=registry.example.com/big:1`
    Then within 10 seconds Pod "cold" is Running on node "node-2"
