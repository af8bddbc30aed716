Feature: A CustomResourceDefinition teaches the API a new kind
  From the moment it is established the objects of its kind are stored, checked and shown like those of Kubernetes' own.

  Background:
    Given a cluster with 1 node
    And I apply:
      """yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: backups.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: backups, kind: Backup, shortNames: [bk]}
        versions:
          - name: v1
            served: true
            storage: true
            additionalPrinterColumns:
              - {name: Keep, type: integer, jsonPath: .spec.keep}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [volume]
                    properties:
                      volume: {type: string, minLength: 1}
                      keep: {type: integer, minimum: 1, maximum: 30, default: 7}
      """
    And I run `kubectl wait --for condition=established crd/backups.example.com`

  Scenario: Objects get their defaults, and kubectl shows the columns that the definition names
    When I apply:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {volume: data}
      """
    Then the field "spec.keep" of Backup "nightly" is 7
    When I run `kubectl get bk`
    Then the output is:
      """
      NAME      KEEP
      nightly   7
      """

  Scenario: The schema refuses what does not fit, and misspelled fields are found
    When I try to apply:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {keep: 99}
      """
    Then it is refused with "spec.volume: Required value"
    And it is refused with "spec.keep: Invalid value: 99: spec.keep in body should be less than or equal to 30"
    When I try to apply:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {volume: data, kep: 3}
      """
    Then it is refused with "unknown field \"spec.kep\""

  Scenario: With the definition go all its objects
    Given I apply:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {volume: data}
      """
    When I run `kubectl delete crd backups.example.com`
    And I try to run `kubectl get backups`
    Then it is refused with "doesn't have a resource type"

  Scenario: A manifest that comes before its definition finds no kind
    When I try to apply:
      """yaml
      apiVersion: example.com/v1
      kind: Restore
      metadata: {name: now}
      """
    Then it is refused with "no matches for kind \"Restore\" in version \"example.com/v1\""
    And it is refused with "ensure CRDs are installed first"
