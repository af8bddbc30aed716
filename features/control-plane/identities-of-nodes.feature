Feature: A kubelet changes what concerns its own node, and nothing else

  Background:
    Given a cluster with nodes:
      | name   | labels                                       |
      | node-1 | rack=r1                                      |
      | node-2 | node-restriction.kubernetes.io/team=payments |
      | node-3 | node-role.kubernetes.io/ingress=             |
    And the cluster has settled

  Scenario: A node whose credentials were stolen harms no Pod of another node
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: ledger}
      spec:
        nodeSelector: {node-restriction.kubernetes.io/team: payments}
        containers: [{name: ledger, image: ledger:1}]
      """
    Then within 1 minute Pod "ledger" is Running
    When I try to run `kubectl delete pod ledger --as=system:node:node-1 --as-group=system:nodes`
    Then it is refused with:
      """
      pods "ledger" is forbidden: node "node-1" can only delete pods with spec.nodeName set to itself
      """
    And Pod "ledger" is Running
    When I run `kubectl delete pod ledger --wait=false --as=system:node:node-2 --as-group=system:nodes`
    Then within 1 minute Pod "ledger" does not exist

  Scenario Outline: A node draws no Pods to itself by <what>
    When I try to run `kubectl <command> --as=system:node:node-1 --as-group=system:nodes`
    Then it is refused with "nodes \"node-1\" is forbidden: <why>"

    Examples:
      | what                   | command                                                        | why                                                                  |
      | a label that is kept   | label node node-1 node-restriction.kubernetes.io/team=payments | is not allowed to modify labels: node-restriction.kubernetes.io/team |
      | a role                 | label node node-1 node-role.kubernetes.io/ingress=             | is not allowed to modify labels: node-role.kubernetes.io/ingress     |
      | a change of its taints | taint node node-1 dedicated=batch:NoSchedule                   | node \"node-1\" is not allowed to modify taints                      |

  Scenario: A kubelet labels its own Node with what it may know, and no other
    When I run `kubectl label node node-1 rack=r2 --overwrite --as=system:node:node-1 --as-group=system:nodes`
    Then the field "metadata.labels.rack" of Node "node-1" is "r2"
    When I try to run `kubectl label node node-2 rack=r2 --as=system:node:node-1 --as-group=system:nodes`
    Then it is refused with "node 'node-1' cannot read 'node-2', only its own Node object"

  Scenario: A label that kubelets may not set is put on a Node by whoever owns the machine
    When I run `kubectl get nodes -l node-restriction.kubernetes.io/team=payments -o name`
    Then the output is:
      """
      node/node-2
      """
    When I run `kubectl get node node-3`
    Then the output contains "ingress"
