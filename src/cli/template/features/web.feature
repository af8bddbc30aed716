Feature: The web Deployment survives what clusters go through

  Background:
    Given a cluster with 3 nodes
    And the file "k8s/web.yaml" is applied
    And the cluster has settled

  Scenario: A new image is rolled out without a gap
    When I set the image of container "web" in Deployment "web" to "nginx:1.28"
    Then Deployment "web" completes its rollout within 1 minute
    And since I set the image at no time fewer than 3 Pods of Deployment "web" were ready

  Scenario: A node is drained
    When I drain node "node-1"
    Then no Pod of Deployment "web" runs on node "node-1"
    And within 1 minute Deployment "web" has 3 ready Pods

  Scenario: A watchdog of our own, on the cluster's clock
    Then a watchdog that looks every 10 seconds finds 3 ready Pods of Deployment "web" for 5 minutes
