# language: ko
기능: kubelet은 제 노드에 관한 것만 바꿀 수 있다

  배경:
    조건 다음 노드들로 이루어진 클러스터:
      | name   | labels                                       |
      | node-1 | rack=r1                                      |
      | node-2 | node-restriction.kubernetes.io/team=payments |
      | node-3 | node-role.kubernetes.io/ingress=             |
    그리고 클러스터가 안정되어 있다

  시나리오: 인증서를 도둑맞은 노드라도 다른 노드의 Pod는 건드리지 못한다
    만일 다음을 적용한다:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: ledger}
      spec:
        nodeSelector: {node-restriction.kubernetes.io/team: payments}
        containers: [{name: ledger, image: ledger:1}]
      """
    그러면 1분 안에 Pod "ledger"가 Running 상태다
    만일 `kubectl delete pod ledger --as=system:node:node-1 --as-group=system:nodes` 명령을 실행해 본다
    그러면 다음과 같은 이유로 거부된다:
      """
      pods "ledger" is forbidden: node "node-1" can only delete pods with spec.nodeName set to itself
      """
    그리고 Pod "ledger"가 Running 상태다
    만일 `kubectl delete pod ledger --wait=false --as=system:node:node-2 --as-group=system:nodes` 명령을 실행한다
    그러면 1분 안에 Pod "ledger"가 더는 없다

  시나리오 개요: 노드는 <what> 방법으로 Pod를 끌어들이지 못한다
    만일 `kubectl <command> --as=system:node:node-1 --as-group=system:nodes` 명령을 실행해 본다
    그러면 "nodes \"node-1\" is forbidden: <why>"라는 이유로 거부된다

    예:
      | what                 | command                                                        | why                                                                  |
      | 제한된 레이블을 다는 | label node node-1 node-restriction.kubernetes.io/team=payments | is not allowed to modify labels: node-restriction.kubernetes.io/team |
      | 역할을 맡는          | label node node-1 node-role.kubernetes.io/ingress=             | is not allowed to modify labels: node-role.kubernetes.io/ingress     |
      | 테인트를 바꾸는      | taint node node-1 dedicated=batch:NoSchedule                   | node \"node-1\" is not allowed to modify taints                      |

  시나리오: kubelet은 제 노드에 허용된 레이블만 달 수 있고, 다른 노드에는 달 수 없다
    만일 `kubectl label node node-1 rack=r2 --overwrite --as=system:node:node-1 --as-group=system:nodes` 명령을 실행한다
    그러면 Node "node-1"의 필드 "metadata.labels.rack"의 값은 "r2"이다
    만일 `kubectl label node node-2 rack=r2 --as=system:node:node-1 --as-group=system:nodes` 명령을 실행해 본다
    그러면 "node 'node-1' cannot read 'node-2', only its own Node object"라는 이유로 거부된다

  시나리오: kubelet이 달 수 없는 레이블은 머신의 주인이 노드에 단다
    만일 `kubectl get nodes -l node-restriction.kubernetes.io/team=payments -o name` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      node/node-2
      """
    만일 `kubectl get node node-3` 명령을 실행한다
    그러면 출력에 "ingress"가 들어 있다
