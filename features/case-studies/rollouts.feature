Feature: Case studies of rollouts

  Scenario Outline: What 25% means for <replicas> replicas
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: <replicas>
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "web:1", readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}}]
      """
    And the cluster has settled
    When I set the image of container "web" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 5 minutes
    And since I set the image at no time fewer than <least> Pods of Deployment "web" were available
    And since I set the image at no time more than <most> Pods of Deployment "web" were active

    Examples:
      | replicas | least | most |
      | 1        | 1     | 2    |
      | 3        | 3     | 4    |
      | 4        | 3     | 5    |
      | 10       | 8     | 13   |

  Scenario: An image that does not exist stops the rollout and nothing rolls back by itself
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=4`
    And the cluster has settled
    And the image "web:2" does not exist
    When I set the image of container "web" in Deployment "web" to "web:2"
    And 2 minutes pass
    Then 2 Pods of Deployment "web" are ImagePullBackOff
    And Deployment "web" has 3 ready Pods
    When I try to run `kubectl rollout status deployment/web`
    Then it is refused with "exceeded its progress deadline"
    And the output contains "Waiting for deployment"
    And it took between 8 minutes and 9 minutes
    When 1 hour passes
    Then Deployment "web" has 3 ready Pods
    And since I set the image at no time fewer than 3 Pods of Deployment "web" were ready
    When I roll back Deployment "web"
    Then Deployment "web" completes its rollout within 1 minute
    And there are 2 ReplicaSets of Deployment "web"

  Scenario: A quota that is too small holds a rollout up until it is raised
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: budget}
      spec: {hard: {pods: "3"}}
      """
    And I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled
    When I set the image of container "web" in Deployment "web" to "web:2"
    And 11 minutes pass
    Then Deployment "web" has 3 ready Pods
    And the field "status.conditions[?(@.type=='ReplicaFailure')].reason" of Deployment "web" is "FailedCreate"
    And the field "status.conditions[?(@.type=='Progressing')].reason" of Deployment "web" is "ProgressDeadlineExceeded"
    When I patch ResourceQuota "budget" with:
      """yaml
      spec: {hard: {pods: "4"}}
      """
    Then Deployment "web" completes its rollout within 15 minutes
    And at no time more than 4 Pods of Deployment "web" were active

  Scenario: As many replicas as nodes, each on its own: there is no room to surge
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        strategy: {rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            affinity:
              podAntiAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  - {labelSelector: {matchLabels: {app: web}}, topologyKey: kubernetes.io/hostname}
            containers: [{name: web, image: "web:1"}]
      """
    And the cluster has settled
    When I set the image of container "web" in Deployment "web" to "web:2"
    And 11 minutes pass
    Then Deployment "web" has 1 pending Pod
    And an Event "FailedScheduling" says "didn't match pod anti-affinity rules"
    And the field "status.conditions[?(@.type=='Progressing')].reason" of Deployment "web" is "ProgressDeadlineExceeded"
    When I patch Deployment "web" with:
      """yaml
      spec: {strategy: {rollingUpdate: {maxUnavailable: 1, maxSurge: 0}}}
      """
    Then Deployment "web" completes its rollout within 5 minutes

  Scenario: A paused rollout is not late, and cannot be rolled back
    Given a cluster with 3 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=3`
    And the cluster has settled
    And I set the image of container "web" in Deployment "web" to "web:2"
    And the cluster has settled
    When I pause the rollout of Deployment "web"
    And I set the image of container "web" in Deployment "web" to "web:3"
    And 1 hour passes
    Then the field "status.conditions[?(@.type=='Progressing')].reason" of Deployment "web" is "DeploymentPaused"
    And there are 2 ReplicaSets of Deployment "web"
    When I try to roll back Deployment "web"
    Then it is refused with "you cannot rollback a paused deployment"
    When I resume the rollout of Deployment "web"
    Then Deployment "web" completes its rollout within 1 minute

  Scenario: Without history there is nothing to go back to
    Given a cluster with 3 nodes
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        revisionHistoryLimit: 0
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: web, image: "web:1"}]}
      """
    And the cluster has settled
    When I set the image of container "web" in Deployment "web" to "web:2"
    And the cluster settles
    Then there is 1 ReplicaSet of Deployment "web"
    When I try to roll back Deployment "web"
    Then it is refused with "no rollout history found"

  Scenario: Nobody notices a rollout whose Pods are ready before they serve and serve while they end
    Given a cluster with 3 nodes
    And the image "web:2" becomes ready after 10 seconds
    And I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
              - name: web
                image: "web:1"
                ports: [{containerPort: 80}]
                readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 2}
                lifecycle: {preStop: {sleep: {seconds: 5}}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """
    And the cluster has settled
    When 100 requests per second are sent to Service "web"
    And I set the image of container "web" in Deployment "web" to "web:2"
    Then Deployment "web" completes its rollout within 5 minutes
    And no request to Service "web" failed
