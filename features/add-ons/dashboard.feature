Feature: The dashboard is a workload like any other

  Scenario: It stands in a namespace of its own, behind a Service, and comes back when it is killed
    Given a cluster with 2 nodes
    And the add-on "dashboard"
    When the cluster settles
    Then Deployment "kubernetes-dashboard/kubernetes-dashboard" is available
    And Service "kubernetes-dashboard/kubernetes-dashboard" has 1 endpoint
    When a container of Deployment "kubernetes-dashboard/kubernetes-dashboard" is killed
    Then within 30 seconds Deployment "kubernetes-dashboard/kubernetes-dashboard" has 1 ready Pod
