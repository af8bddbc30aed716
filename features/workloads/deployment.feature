Feature: A Deployment goes from one revision to the next, by its strategy
  Each template is a ReplicaSet. The Deployment only moves numbers between them, and remembers as many of the old ones as it was told.

  Background:
    Given a cluster with 3 nodes
    And the image "web:1" takes 10 seconds to stop
    And I run `kubectl create deployment web --image=web:1 --replicas=4`
    And the cluster has settled

  Scenario: Bounds in numbers: two more, none less
    Given the image "web:2" becomes ready after 10 seconds
    When I patch Deployment "web" with:
      """yaml
      spec: {strategy: {rollingUpdate: {maxSurge: 2, maxUnavailable: 0}}}
      """
    And I set the image of container "web" in Deployment "web" to "web:2"
    And 3 seconds pass
    Then Deployment "web" has 6 Pods
    And Deployment "web" completes its rollout within 2 minutes
    And since I set the image at no time fewer than 4 Pods of Deployment "web" were ready
    And since I set the image at no time more than 6 Pods of Deployment "web" were active

  Scenario: Recreate lets the old ones go before a new one comes
    When I patch Deployment "web" with:
      """yaml
      spec: {strategy: {type: Recreate, rollingUpdate: null}}
      """
    And I set the image of container "web" in Deployment "web" to "web:2"
    And 5 seconds pass
    Then Deployment "web" has 4 terminating Pods
    And Deployment "web" has no updated Pods
    And Deployment "web" completes its rollout within 1 minute
    And since I set the image at no time more than 4 Pods of Deployment "web" were active

  Scenario: Scaled in the middle of a rollout, old and new grow in proportion
    Given the image "web:2" never becomes ready
    And I scale Deployment "web" to 10 replicas
    And the cluster has settled
    When I patch Deployment "web" with:
      """yaml
      spec: {strategy: {rollingUpdate: {maxSurge: 3, maxUnavailable: 2}}}
      """
    And I set the image of container "web" in Deployment "web" to "web:2"
    And 1 minute passes
    Then Deployment "web" has 8 ready Pods
    And Deployment "web" has 5 updated Pods
    When I scale Deployment "web" to 15 replicas
    And 10 seconds pass
    Then Deployment "web" has 7 updated Pods
    And Deployment "web" has 11 ready Pods

  Scenario: A third image overtakes the second
    Given the image "web:2" becomes ready after 1 minute
    When I set the image of container "web" in Deployment "web" to "web:2"
    And 10 seconds pass
    And I set the image of container "web" in Deployment "web" to "web:3"
    Then Deployment "web" completes its rollout within 30 seconds
    And there are 3 ReplicaSets of Deployment "web"
    And since I set the image at no time fewer than 3 Pods of Deployment "web" were ready
    And since I set the image at no time more than 5 Pods of Deployment "web" were active

  Scenario: Ready is not yet available
    Given 1 minute passes
    When I patch Deployment "web" with:
      """yaml
      spec:
        minReadySeconds: 30
        strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
        template: {spec: {containers: [{name: web, image: "web:2"}]}}
      """
    And 20 seconds pass
    Then Deployment "web" has 5 ready Pods
    And Deployment "web" has 4 available Pods
    And Deployment "web" completes its rollout within 5 minutes
    And it took at least 90 seconds

  Scenario: Back to the revision before the last one
    When I set the image of container "web" in Deployment "web" to "web:2"
    And the cluster settles
    And I set the image of container "web" in Deployment "web" to "web:3"
    And the cluster settles
    And I roll back Deployment "web" to revision 1
    Then Deployment "web" completes its rollout within 1 minute
    And the field "spec.template.spec.containers[0].image" of Deployment "web" is "web:1"
    And the field "metadata.annotations['deployment.kubernetes.io/revision']" of Deployment "web" is "4"
    When I try to roll back Deployment "web" to revision 1
    Then it is refused with "unable to find specified revision 1 in history"

  Scenario: Only so many revisions are remembered
    When I patch Deployment "web" with:
      """yaml
      spec: {revisionHistoryLimit: 1}
      """
    And I set the image of container "web" in Deployment "web" to "web:2"
    And the cluster settles
    And I set the image of container "web" in Deployment "web" to "web:3"
    And the cluster settles
    And I set the image of container "web" in Deployment "web" to "web:4"
    And the cluster settles
    Then there are 2 ReplicaSets of Deployment "web"
    When I try to roll back Deployment "web" to revision 1
    Then it is refused with "unable to find specified revision 1 in history"

  Scenario: Conditions and Events tell of its progress
    When I set the image of container "web" in Deployment "web" to "web:2"
    And the cluster settles
    Then an Event "ScalingReplicaSet" of Deployment "web" says "from 4 to 3"
    And Deployment "web" matches:
      """yaml
      status:
        (conditions[?type == 'Available'].[status, reason]): [["True", MinimumReplicasAvailable]]
        (conditions[?type == 'Progressing'].[status, reason]): [["True", NewReplicaSetAvailable]]
      """

  Scenario: Pods on their way out are in the status, once the cluster is told to count them
    Then the field "status.terminatingReplicas" of Deployment "web" is absent
    When the feature gate "DeploymentReplicaSetTerminatingReplicas" is on
    And the cluster settles
    Then the field "status.terminatingReplicas" of Deployment "web" is 0
    When I scale Deployment "web" to 1 replica
    And 5 seconds pass
    Then Deployment "web" matches:
      """yaml
      status: {replicas: 1, availableReplicas: 1, terminatingReplicas: 3}
      """
    When 10 seconds pass
    Then the field "status.terminatingReplicas" of Deployment "web" is 0
    When the feature gate "DeploymentReplicaSetTerminatingReplicas" is off
    And the cluster settles
    Then the field "status.terminatingReplicas" of Deployment "web" is absent
