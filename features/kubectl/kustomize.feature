Feature: kubectl builds kustomizations

  Background:
    Given a cluster with 3 nodes

  Scenario: An overlay is applied
    When I run `kubectl apply -k shop/production`
    Then the output contains "deployment.apps/prod-web created"
    And Deployment "prod-web" completes its rollout within 2 minutes
    And Deployment "prod-web" has 3 ready Pods
    And the field "spec.template.spec.containers[0].image" of Deployment "prod-web" is "nginx:1.28"

  Scenario: What a ConfigMap holds is in its name, and in the names of what reads it
    When I run `kubectl kustomize shop/production`
    Then the output contains "name: prod-settings-9f9c6b5h98"
    When I run `kubectl apply -k shop/production`
    Then the field "spec.template.spec.containers[0].envFrom[0].configMapRef.name" of Deployment "prod-web" is "prod-settings-9f9c6b5h98"

  Scenario: A folder without a kustomization
    When I try to run `kubectl apply -k shop`
    Then it is refused with "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory"
