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

  Scenario: Its own tolerations keep it on nodes that others must leave
    Given I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled
    When node "node-1" loses its network
    And 10 minutes pass
    Then DaemonSet "agent" has 3 active Pods
    And Deployment "web" has 1 terminating Pod
    When node "node-1" recovers
    Then within 1 minute DaemonSet "agent" has 3 ready Pods
    And no Pod of DaemonSet "agent" has restarted

  Scenario: A taint that the daemon does not tolerate sends it away, a toleration brings it back
    When I taint node "node-2" with "dedicated=db:NoExecute"
    And the cluster settles
    Then DaemonSet "agent" has 2 Pods
    And no Pod of DaemonSet "agent" runs on node "node-2"
    When I patch DaemonSet "agent" with:
      """yaml
      spec: {template: {spec: {tolerations: [{key: dedicated, operator: Exists}]}}}
      """
    And the cluster settles
    Then DaemonSet "agent" has 3 ready Pods
    And every Pod of DaemonSet "agent" runs on its own node

  Scenario: Half of the nodes at a time, and a history that can be gone back in
    Given node "node-4" joins
    And the image "agent:2" becomes ready after 10 seconds
    And the cluster has settled
    When I patch DaemonSet "agent" with:
      """yaml
      spec:
        updateStrategy: {rollingUpdate: {maxUnavailable: 50%}}
        template: {spec: {containers: [{name: agent, image: agent:2}]}}
      """
    And 5 seconds pass
    Then DaemonSet "agent" has 2 ready Pods
    And DaemonSet "agent" completes its rollout within 2 minutes
    And since I patch DaemonSet "agent" at no time fewer than 2 Pods of DaemonSet "agent" were ready
    And there are 2 ControllerRevisions of DaemonSet "agent"
    When I roll back DaemonSet "agent" to revision 1
    Then DaemonSet "agent" completes its rollout within 2 minutes
    And the field "spec.template.spec.containers[0].image" of DaemonSet "agent" is "agent:1"

  Scenario: A daemon that its node evicts is deleted and made anew, ever more slowly
    When node "node-1" runs short of memory
    And 1 minute passes
    Then an Event "FailedDaemonPod" of DaemonSet "agent" says "on node node-1, will try to kill it"
    And DaemonSet "agent" has 2 ready Pods
    When node "node-1" has enough memory again
    Then within 10 minutes DaemonSet "agent" has 3 ready Pods
    And every Pod of DaemonSet "agent" runs on its own node
