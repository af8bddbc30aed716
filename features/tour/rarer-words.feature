Feature: Words that are needed more rarely
  What can be said about images, machines and the processes of the control plane, what may be refused, and what can be claimed of numbers, places and Events.

  Scenario: What an image uses, and that it does not listen
    Given a cluster with 2 nodes across zones "a", "b"
    And the add-on "metrics-server"
    And the image "web:1" uses 300m CPU
    And the image "batch:1" uses 512Mi memory
    And the image "web:1" ignores SIGTERM
    When I run `kubectl create deployment web --image=web:1`
    And I run `kubectl run batch --image=batch:1`
    And I wait for 2 minutes
    And I run `kubectl top pod batch --no-headers`
    Then the output contains "512Mi"
    When I delete Deployment "web"
    And the cluster settles
    Then it took more than 29 seconds
    And it took less than 40 seconds

  Scenario: A rollout by hand, and what it leaves
    Given a cluster with 2 nodes
    When I try to apply "../nodes/k8s/web.yaml"
    Then it is not refused
    And Deployment "web" completes its rollout within 1 minute
    And Deployment "web" has 1 ReplicaSet
    When I set the image of Deployment "web" to "nginx:1.16.1"
    And the cluster settles within 2 minutes
    Then Deployment "web" has 2 ReplicaSets
    And there are 4 ready Pods of Deployment "web"
    And Deployment "web" has 4 ready replicas
    And there are 4 Pods in namespace "default"
    And there are no Pods in namespace "kube-public"
    And Deployment "web" stays available for 10 minutes
    And at no time Deployment "web" was failed
    And since I set the image at all times no node ran more than 4 Pods of Deployment "web"
    And at no time more than 4 Pods of Deployment "web" ran on node "node-1"
    And the field "spec.replicas" of Deployment "web" is not 2
    And the field "spec.strategy.type" of Deployment "web" is not "Recreate"
    And the field "metadata.uid" of Deployment "web" is present
    And there are no Events "BackOff" of the Pods of Deployment "web"
    When I scale Deployment "web" to 0 replicas
    And the cluster settles
    Then Deployment "web" has no replicas
    And no Pod of Deployment "web" is ready
    And there are no ready Pods of Deployment "web"

  Scenario Outline: What is tried with what is not there is refused: <deed>
    Given a cluster with 1 node
    When I try to <deed>
    Then it is refused with '<why>'

    Examples:
      | deed                                                                    | why                                          |
      | apply "nowhere.yaml"                                                    | the path "nowhere.yaml" does not exist       |
      | set the image of container "nginx" in Deployment "web" to "nginx:2"     | deployments.apps "web" not found             |
      | set the image of Deployment "web" to "nginx:2"                          | deployments.apps "web" not found             |
      | pause the rollout of Deployment "web"                                   | deployments.apps "web" not found             |
      | resume the rollout of Deployment "web"                                  | deployments.apps "web" not found             |
      | restart the rollout of Deployment "web"                                 | deployments.apps "web" not found             |
      | label node "node-9" with "disk=ssd"                                     | nodes "node-9" not found                     |
      | remove the label "disk" from node "node-9"                              | nodes "node-9" not found                     |
      | annotate Deployment "web" with "team=shop"                              | deployments.apps "web" not found             |
      | cordon node "node-9"                                                    | nodes "node-9" not found                     |
      | uncordon node "node-9"                                                  | nodes "node-9" not found                     |
      | taint node "node-9" with "maintenance=true:NoExecute"                   | nodes "node-9" not found                     |
      | remove the taint "maintenance:NoExecute" from node "node-1"             | taint "maintenance:NoExecute" not found      |

  Scenario: Marks on machines come and go
    Given a cluster with 2 nodes across zones "a", "b"
    When I label node "node-1" with "disk=ssd"
    And I taint node "node-1" with "maintenance=true:NoExecute"
    Then the field "spec.taints" of node "node-1" contains "maintenance"
    When I remove the label "disk" from node "node-1"
    And I remove the taint "maintenance:NoExecute" from node "node-1"
    Then the field "metadata.labels" of node "node-1" does not contain "disk"
    And the field "spec.taints" of node "node-1" is absent
    When node "node-4" joins with 4 CPUs and 8Gi memory in zone "b"
    And I run `kubectl run web --image=nginx --overrides='{"apiVersion":"v1","spec":{"nodeSelector":{"topology.kubernetes.io/zone":"a"}}}'`
    Then Pod "web" becomes Running on node "node-1" within 1 minute
    And Pod "web" stays Running for 1 minute
    And Pod "web" runs on node "node-1"
    And Pod "web" runs in zone "a"
    And no Event "Pulling" of Pod "web" says "httpd"
    When I run `kubectl run cache --image=redis --overrides='{"apiVersion":"v1","spec":{"nodeSelector":{"topology.kubernetes.io/zone":"c"}}}'`
    And 10 seconds pass
    Then an Event of Pod "cache" says "0/3 nodes are available"

  Scenario: All Pods in one place
    Given a cluster with 3 nodes across zones "a", "b", "c"
    When I apply:
      """yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {topology.kubernetes.io/zone: b}
            containers: [{name: web, image: nginx}]
      """
    Then Deployment "web" becomes available within 1 minute
    And every Pod of Deployment "web" runs in zone "b"
    And there are 2 Events "Scheduled" of the Pods of Deployment "web"
    When I run `kubectl expose deployment web --port=80`
    And the cluster settles
    And 10 requests per second are sent to Service "web"
    And 1 minute passes
    Then every request to Service "web" succeeded
    And at most 0.1% of the requests to Service "web" failed

  Scenario: Two Jobs, one that did and one that did not
    Given a cluster with 1 node
    When I run `kubectl create job well --image=busybox -- true`
    And I apply:
      """yaml
      apiVersion: batch/v1
      kind: Job
      metadata: {name: ill}
      spec:
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            containers: [{name: main, image: busybox, command: ["false"]}]
      """
    And the cluster settles
    And I run `kubectl create cronjob nightly --image=busybox --schedule='0 3 * * *'`
    Then CronJob "nightly" has no Jobs
    And Job "well" has completed
    And Job "ill" has failed

  Scenario: Processes that stumble, and a network that comes back
    Given a cluster with 3 nodes
    When I run `kubectl create deployment web --image=nginx --replicas=3`
    And "kube-scheduler" crashes and starts again after 5 seconds
    And the watches of the kubelet of node "node-1" lag by 2 seconds for 1 minute
    Then Deployment "web" becomes available within 2 minutes
    When the kubelet of node "node-2" restarts
    And node "node-3" loses its network for 20 seconds
    And 2 minutes pass
    Then since the kubelet of node "node-2" restarts at all times node "node-2" was Ready
    And Deployment "web" is available
    When "kube-controller-manager" crashes at its next write
    And I scale Deployment "web" to 4 replicas
    Then for 1 minute Deployment "web" has 3 Pods
    When "kube-controller-manager" restarts
    Then within 2 minutes Deployment "web" has 4 ready Pods
    When I drain node "node-1" for 5 minutes
    Then no Pod of Deployment "web" runs on node "node-1"

  Scenario: What somebody of a cluster role may do anywhere
    Given a cluster with 1 node
    And the user "alice" with ClusterRole "edit"
    When "alice" runs `kubectl create configmap settings -n kube-public`
    Then there is a ConfigMap "kube-public/settings"
    When "alice" tries to run `kubectl delete node node-1`
    Then it is refused with 'User "alice" cannot delete resource "nodes"'
