Feature: kubectl shows what would change, and changes it

  Background:
    Given a cluster with 2 nodes
    And I apply:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: conf}
      data: {mode: dev}
      """

  Scenario: diff shows what apply would do
    When I try to run `kubectl diff -f -` with:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: conf}
      data: {mode: prod}
      """
    Then the output contains "-  mode: dev"
    And the output contains "+  mode: prod"
    And the field "data.mode" of ConfigMap "conf" is "dev"

  Scenario: edit opens the editor that the environment names
    When I run `KUBE_EDITOR="sed -i s/dev/prod/" kubectl edit configmap conf`
    Then the output is:
      """
      configmap/conf edited
      """
    And the field "data.mode" of ConfigMap "conf" is "prod"

  Scenario: An edit that the server finds invalid is given up
    Given I run `kubectl create deployment web --image=nginx`
    When I try to run `KUBE_EDITOR="sed -i 's/replicas: .*/replicas: -5/'" kubectl edit deployment web`
    Then it is refused with "Edit cancelled, no valid changes were saved."
    And the field "spec.replicas" of Deployment "web" is 1

  Scenario: The namespace of the context holds for what follows
    Given I run `kubectl create namespace shop`
    When I run `kubectl config set-context --current --namespace=shop`
    And I run `kubectl create configmap other --from-literal=a=b`
    And I run `kubectl get configmap other -o jsonpath={.metadata.namespace}`
    Then the output is:
      """
      shop
      """

  Scenario: A command runs in a container
    Given I run `kubectl run box --image=busybox --command -- sleep 1d`
    And the cluster has settled
    When I run `kubectl exec box -- sh -c 'echo hello from $HOSTNAME'`
    Then the output contains "hello from box"
