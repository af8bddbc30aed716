Feature: A DaemonSet keeps one Pod on every node that suits it

  Background:
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: agent:1}]}
      """
    And the cluster has settled

  Scenario: Nodes come and go, and their daemons with them
    Then every Pod of DaemonSet "agent" runs on its own node
    When node "node-4" joins
    Then within 1 minute DaemonSet "agent" has 4 ready Pods
    When node "node-4" is removed
    Then within 3 minutes DaemonSet "agent" has 3 Pods

  Scenario: A cordoned node keeps its daemon, a tainted one does not get one
    When I cordon node "node-1"
    And I delete DaemonSet "agent"
    And I taint node "node-2" with "dedicated=db:NoSchedule"
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: agent}
      spec:
        selector: {matchLabels: {app: agent}}
        template:
          metadata: {labels: {app: agent}}
          spec: {containers: [{name: agent, image: agent:1}]}
      """
    And the cluster settles
    Then DaemonSet "agent" has 2 ready Pods
    And no Pod of DaemonSet "agent" runs on node "node-2"

  Scenario: A daemon for some nodes only follows their label
    When I patch DaemonSet "agent" with:
      """yaml
      spec: {template: {spec: {nodeSelector: {disk: ssd}}}}
      """
    And the cluster settles
    Then DaemonSet "agent" has no Pods
    When I label node "node-3" with "disk=ssd"
    Then within 1 minute DaemonSet "agent" has 1 ready Pod
    And every Pod of DaemonSet "agent" runs on node "node-3"

  Scenario: Replaced one node at a time, or with a surge at no time missing
    Given the image "agent:2" becomes ready after 10 seconds
    When I set the image of container "agent" in DaemonSet "agent" to "agent:2"
    Then DaemonSet "agent" completes its rollout within 2 minutes
    And since I set the image at no time fewer than 2 Pods of DaemonSet "agent" were ready
    Given the image "agent:3" becomes ready after 10 seconds
    When I patch DaemonSet "agent" with:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template: {spec: {containers: [{name: agent, image: agent:3}]}}
      """
    Then DaemonSet "agent" completes its rollout within 2 minutes
    And since I patch DaemonSet "agent" at no time fewer than 3 Pods of DaemonSet "agent" were ready
    And since I patch DaemonSet "agent" at no time more than 4 Pods of DaemonSet "agent" were active

  Scenario: A broken daemon stops after the first node, and goes back
    Given the image "agent:bad" does not exist
    When I set the image of container "agent" in DaemonSet "agent" to "agent:bad"
    And 5 minutes pass
    Then DaemonSet "agent" has 2 ready Pods
    When I roll back DaemonSet "agent"
    Then DaemonSet "agent" completes its rollout within 1 minute
    When I run `kubectl rollout history daemonset/agent`
    Then the output contains "REVISION"
