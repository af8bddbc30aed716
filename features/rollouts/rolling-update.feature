Feature: A rolling update replaces Pods step by step
  Four replicas and the default 25 %/25 %: at most one Pod too many, at most one missing.

  Background:
    Given a cluster with 3 nodes
    And the image "shop:1.1" becomes ready after 8 seconds
    And the file "k8s/web.yaml" is applied
    And the cluster has settled

  Scenario: The bounds hold at every moment
    When I set the image of container "web" in Deployment "web" to "shop:1.1"
    Then Deployment "web" completes its rollout within 2 minutes
    And Deployment "web" has 4 updated Pods
    And since I set the image at no time fewer than 3 Pods of Deployment "web" were ready
    And since I set the image at no time more than 5 Pods of Deployment "web" were active
    And there are 2 ReplicaSets of Deployment "web"
    And Service "web" has 4 endpoints

  Scenario: An image that does not exist stops the rollout; a rollback ends it
    Given the image "shop:1.l" does not exist
    When I set the image of container "web" in Deployment "web" to "shop:1.l"
    And 11 minutes pass
    Then within 10 seconds 2 Pods of Deployment "web" are ImagePullBackOff
    And Deployment "web" has 3 ready Pods
    And Deployment "web" is failed
    When I roll back Deployment "web"
    Then Deployment "web" completes its rollout within 1 minute
    And since I roll back at no time fewer than 3 Pods of Deployment "web" were ready

  Scenario: A paused rollout waits, and goes on when it is resumed
    When I pause the rollout of Deployment "web"
    And I set the image of container "web" in Deployment "web" to "shop:1.1"
    And 5 minutes pass
    Then Deployment "web" is paused
    And Deployment "web" has no updated Pods
    When I resume the rollout of Deployment "web"
    Then Deployment "web" completes its rollout within 2 minutes

  Scenario Outline: <strategy> with <replicas> replicas keeps its promise
    When I scale Deployment "web" to <replicas> replicas
    And I run `kubectl patch deployment web -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":"<surge>","maxUnavailable":"<unavailable>"}}}}'`
    And the cluster settles
    And I restart the rollout of Deployment "web"
    Then Deployment "web" completes its rollout within 5 minutes
    And since I restart at no time fewer than <least> Pods of Deployment "web" were ready
    And since I restart at no time more than <most> Pods of Deployment "web" were active

    Examples:
      | strategy        | replicas | surge | unavailable | least | most |
      | surge only      | 4        | 50%   | 0%          | 4     | 6    |
      | one at a time   | 5        | 0%    | 20%         | 4     | 5    |
      | half at a time  | 8        | 25%   | 50%         | 4     | 10   |
