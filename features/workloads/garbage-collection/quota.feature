Feature: A quota counts what it is told to count
  It knows Pods by what they ask for, by how long they live and by their priority; and any kind of object by its number.

  Background:
    Given a cluster with 2 nodes

  Scenario: Only Pods that guarantee nothing are bounded
    Given I run `kubectl create quota scraps --hard=pods=1 --scopes=BestEffort`
    And the cluster has settled
    When I run `kubectl run one --image=web:1`
    And I try to run `kubectl run two --image=web:1`
    Then it is refused with "exceeded quota: scraps, requested: pods=1, used: pods=1, limited: pods=1"
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: three}
      spec: {containers: [{name: c, image: "web:1", resources: {requests: {cpu: 100m}}}]}
      """
    Then there is a Pod "three"

  Scenario: A Pod that has ended gives back what it asked for
    Given I run `kubectl create quota small --hard=requests.cpu=500m`
    And the image "work:1" completes after 30 seconds
    And the cluster has settled
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: one}
      spec: {restartPolicy: Never, containers: [{name: c, image: "work:1", resources: {requests: {cpu: 400m}}}]}
      """
    And 5 seconds pass
    Then the field "status.used['requests.cpu']" of ResourceQuota "small" is "400m"
    When 1 minute passes
    Then Pod "one" is Completed
    And the field "status.used['requests.cpu']" of ResourceQuota "small" is "0"

  Scenario: Any kind can be counted
    Given I run `kubectl create quota things --hard=count/deployments.apps=1,services.nodeports=0,persistentvolumeclaims=0`
    And the cluster has settled
    When I run `kubectl create deployment web --image=web:1`
    And I try to run `kubectl create deployment other --image=web:1`
    Then it is refused with "exceeded quota: things, requested: count/deployments.apps=1, used: count/deployments.apps=1, limited: count/deployments.apps=1"
    When I try to run `kubectl create service nodeport web --tcp=80`
    Then it is refused with "exceeded quota: things, requested: services.nodeports=1, used: services.nodeports=0, limited: services.nodeports=0"

  Scenario: The status follows what is there, by somebody's hand or without
    Given I run `kubectl create configmap one`
    And I run `kubectl create configmap two`
    And I run `kubectl create quota maps --hard=configmaps=5`
    When the cluster settles
    Then the field "status.used.configmaps" of ResourceQuota "maps" is "3"
    When I delete ConfigMap "one"
    And the cluster settles
    Then the field "status.used.configmaps" of ResourceQuota "maps" is "2"
    When I run `kubectl patch resourcequota maps --type=merge -p '{"spec":{"hard":{"configmaps":"1"}}}'`
    And the cluster settles
    Then ResourceQuota "maps" matches:
      """yaml
      status: {hard: {configmaps: "1"}, used: {configmaps: "2"}}
      """
