Feature: The HorizontalPodAutoscaler follows the load
  Every 15 seconds it compares what the Pods use with what they request. It grows at once, to at most twice the size (or four),
  and shrinks only when no recommendation of the last five minutes was higher.

  Background:
    Given a cluster with 3 nodes of 8 CPUs and 16Gi memory each
    And the add-on "metrics-server"
    And I run `kubectl create deployment web --image=web:1`
    And I run `kubectl set resources deployment web --requests=cpu=500m`
    And the cluster has settled

  Scenario: More load, more Pods; less load, fewer Pods, but not in a hurry
    Given I run `kubectl autoscale deployment web --cpu-percent=50 --min=1 --max=10`
    When the load on Deployment "web" is 1500m CPU in total
    Then within 5 minutes Deployment "web" has 6 ready Pods
    And an Event "SuccessfulRescale" of HorizontalPodAutoscaler "web" says "New size: 6; reason: cpu resource utilization (percentage of request) above target"
    When 1 minute passes
    And the load on Deployment "web" is 100m CPU in total
    And 4 minutes pass
    Then Deployment "web" has 6 ready Pods
    And within 2 minutes Deployment "web" has 1 ready Pod
    And an Event "SuccessfulRescale" of HorizontalPodAutoscaler "web" says "New size: 1; reason: All metrics below target"
    And since the load at no time more than 6 Pods of Deployment "web" were active

  Scenario: A behaviour of its own: two Pods a minute down, nothing up
    Given I scale Deployment "web" to 8 replicas
    And the cluster has settled
    And I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
        minReplicas: 2
        maxReplicas: 10
        metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}
        behavior:
          scaleUp: {selectPolicy: Disabled}
          scaleDown:
            stabilizationWindowSeconds: 0
            policies: [{type: Pods, value: 2, periodSeconds: 60}]
      """
    When 50 seconds pass
    Then Deployment "web" has 6 ready Pods
    When 1 minute passes
    Then Deployment "web" has 4 ready Pods
    When the load on Deployment "web" is 4000m CPU in total
    And 10 minutes pass
    Then Deployment "web" has 4 ready Pods
    And the field "status.conditions[?(@.type=='ScalingLimited')].reason" of HorizontalPodAutoscaler "web" is "ScaleUpLimit"

  Scenario: Pods that request nothing cannot be judged
    Given I run `kubectl create deployment bare --image=web:1`
    And I run `kubectl autoscale deployment bare --cpu-percent=50 --min=1 --max=10`
    When 1 minute passes
    Then an Event "FailedGetResourceMetric" of HorizontalPodAutoscaler "bare" says "missing request for cpu in container web of Pod"
    And Deployment "bare" has 1 ready Pod

  Scenario: A size outside its bounds is put right without a metric
    Given I run `kubectl autoscale deployment web --cpu-percent=50 --min=3 --max=5`
    Then within 1 minute Deployment "web" has 3 ready Pods
    When I scale Deployment "web" to 9 replicas
    Then within 1 minute Deployment "web" has 5 ready Pods
    When I scale Deployment "web" to 0 replicas
    And 5 minutes pass
    Then Deployment "web" has no ready Pods
    And the field "status.conditions[?(@.type=='ScalingActive')].reason" of HorizontalPodAutoscaler "web" is "ScalingDisabled"
