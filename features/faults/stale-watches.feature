Feature: Who hears late acts on what was, and who hears nothing looks anew
  Every program sees the cluster through its watches. When they lag it knows an older cluster; when they are cut it lists
  everything again once they are back.

  Background:
    Given a cluster with 2 nodes
    And I run `kubectl create deployment web --image=web:1 --replicas=2`
    And the cluster has settled

  Scenario: A scheduler that hears ten seconds late
    When the watches of "kube-scheduler" lag by 10 seconds
    And I scale Deployment "web" to 4 replicas
    And 8 seconds pass
    Then Deployment "web" has 2 pending Pods
    And within 5 seconds Deployment "web" has 4 ready Pods

  Scenario: A controller manager that hears nothing makes nothing, and makes up for it afterwards
    When the watches of "kube-controller-manager" are cut
    And I scale Deployment "web" to 5 replicas
    And 30 seconds pass
    Then Deployment "web" has 2 Pods
    When the watches of "kube-controller-manager" keep up again
    Then within 10 seconds Deployment "web" has 5 ready Pods
    And since I scale Deployment "web" to 5 replicas at all times at most 5 Pods of Deployment "web" were active

  Scenario: A ReplicaSet's controller that does not yet see its own Pods makes no second set of them
    When the watches of "kube-controller-manager" lag by 5 seconds
    And I scale Deployment "web" to 5 replicas
    Then within 30 seconds Deployment "web" has 5 ready Pods
    And since I scale Deployment "web" to 5 replicas at all times at most 5 Pods of Deployment "web" were active

  Scenario: A kubelet whose watch is cut runs on with what it knows
    When the watches of the kubelet of node "node-1" are cut for 2 minutes
    And the watches of the kubelet of node "node-2" are cut for 2 minutes
    And I scale Deployment "web" to 4 replicas
    And 1 minute passes
    Then node "node-1" is Ready
    And Deployment "web" has 2 ready Pods
    And within 90 seconds Deployment "web" has 4 ready Pods
    And no Pod of Deployment "web" has restarted

  Scenario: A watch that was cut for so long that nobody remembers the changes begins with a new list
    When the watches of "kube-scheduler" are cut
    And I scale Deployment "web" to 3 replicas
    And 30 minutes pass
    And I delete Deployment "web"
    And I run `kubectl create deployment other --image=web:1 --replicas=2`
    And 1 minute passes
    Then Deployment "other" has 2 pending Pods
    When the watches of "kube-scheduler" keep up again
    Then within 10 seconds Deployment "other" has 2 ready Pods
