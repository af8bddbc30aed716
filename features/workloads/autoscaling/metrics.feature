Feature: An autoscaler asks more than CPU
  A queue outside the cluster, the requests at an Ingress, whatever the Pods count: adapters bring it to the autoscaler.
  What differs by less than a tenth of the target changes nothing.

  Background:
    Given a cluster with 3 nodes of 8 CPUs and 16Gi memory each
    And the add-on "metrics-server"
    And the add-on "metrics-adapter"
    And I run `kubectl create deployment worker --image=worker:1 --replicas=2`
    And I run `kubectl set resources deployment worker --requests=cpu=500m`
    And the cluster has settled

  Scenario: Ten messages for each worker, and none while the queue is empty but the smallest number
    Given I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 8
        metrics:
          - type: External
            external:
              metric: {name: queue_messages, selector: {matchLabels: {queue: orders}}}
              target: {type: AverageValue, averageValue: "10"}
      """
    And the metric "queue_messages{queue=mails}" is 900
    When the metric "queue_messages{queue=orders}" is 35
    Then within 1 minute Deployment "worker" has 4 ready Pods
    And an Event "SuccessfulRescale" of HorizontalPodAutoscaler "worker" says "New size: 4; reason: external metric queue_messages"
    And within 1 minute HorizontalPodAutoscaler "worker" matches:
      """yaml
      status:
        currentMetrics: [{type: External, external: {current: {averageValue: 8750m}}}]
      """
    When the metric "queue_messages{queue=orders}" is 400
    Then within 1 minute Deployment "worker" has 8 ready Pods
    And within 10 seconds the field "status.conditions[?(@.type=='ScalingLimited')].reason" of HorizontalPodAutoscaler "worker" is "TooManyReplicas"
    When the metric "queue_messages{queue=orders}" is 0
    And 10 minutes pass
    Then Deployment "worker" has 1 ready Pod

  Scenario: A value of one object grows the Deployment for as long as it stays above its goal
    Given I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 2
        maxReplicas: 10
        metrics:
          - type: Object
            object:
              describedObject: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop}
              metric: {name: waiting_requests}
              target: {type: Value, value: 1k}
      """
    When the metric "waiting_requests" of Ingress "shop" is 1500
    Then within 20 seconds Deployment "worker" has 3 ready Pods
    And within 20 seconds Deployment "worker" has 5 ready Pods
    And an Event "SuccessfulRescale" of HorizontalPodAutoscaler "worker" says "New size: 5; reason: Ingress metric waiting_requests above target"
    When the metric "waiting_requests" of Ingress "shop" is 1k
    And 10 minutes pass
    Then Deployment "worker" has 5 ready Pods

  Scenario: What the Pods count themselves is shared by those that are ready
    Given I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 10
        metrics:
          - type: Pods
            pods: {metric: {name: open_sessions}, target: {type: AverageValue, averageValue: "50"}}
      """
    When the metric "open_sessions" of the Pods of Deployment "worker" is 300 in total
    Then within 1 minute Deployment "worker" has 6 ready Pods
    And within 1 minute the field "status.currentMetrics[0].pods.current.averageValue" of HorizontalPodAutoscaler "worker" is "50"

  Scenario Outline: A tenth more or less is not worth a change: <load> of 1000m
    Given I run `kubectl autoscale deployment worker --cpu-percent=100 --min=1 --max=10`
    When the load on Deployment "worker" is <load> CPU in total
    And 10 minutes pass
    Then Deployment "worker" has <size> ready Pods

    Examples:
      | load  | size |
      | 920m  | 2    |
      | 1080m | 2    |
      | 1120m | 3    |
      | 480m  | 1    |

  Scenario: The container that matters is judged, not the proxy beside it
    Given I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers:
              - {name: shop, image: shop:1, resources: {requests: {cpu: 500m}}}
              - {name: proxy, image: proxy:1, resources: {requests: {cpu: 100m}}}
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: shop}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
        minReplicas: 1
        maxReplicas: 5
        metrics:
          - type: ContainerResource
            containerResource: {name: cpu, container: shop, target: {type: Utilization, averageUtilization: 50}}
      """
    And the image "proxy:1" uses 400m CPU and 64Mi memory
    And the image "shop:1" uses 200m CPU and 64Mi memory
    When 10 minutes pass
    Then Deployment "shop" has 1 ready Pod
    And the field "status.currentMetrics[0].containerResource.current.averageUtilization" of HorizontalPodAutoscaler "shop" is 40

  Scenario: Without an adapter for its metric it stands still, and says why
    Given I apply:
      """yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: worker}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: worker}
        minReplicas: 1
        maxReplicas: 10
        metrics:
          - type: External
            external: {metric: {name: nobody_knows}, target: {type: Value, value: "1"}}
      """
    When 10 minutes pass
    Then Deployment "worker" has 2 ready Pods
    And an Event "FailedGetExternalMetric" of HorizontalPodAutoscaler "worker" says "unable to get external metric default/nobody_knows/nil: no metrics returned from external metrics API"
    And HorizontalPodAutoscaler "worker" matches:
      """yaml
      status:
        (conditions[?type == 'ScalingActive'].[status, reason]): [["False", FailedGetExternalMetric]]
      """

  Scenario: New Pods that are not ready yet do not make it grow further
    Given the image "worker:2" becomes ready after 2 minutes
    And I set the image of container "worker" in Deployment "worker" to "worker:2"
    And the cluster has settled
    And I run `kubectl autoscale deployment worker --cpu-percent=50 --min=2 --max=10`
    When the load on Deployment "worker" is 1000m CPU in total
    And 1 minute passes
    Then the field "spec.replicas" of Deployment "worker" is 4
    When 1 minute 30 seconds pass
    Then the field "spec.replicas" of Deployment "worker" is 4
