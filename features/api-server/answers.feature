Feature: Whatever is refused is refused for a reason of its own
  The reason is part of the answer's Status, and goes with one HTTP code: clients decide by it whether to try again, to read anew, or to give up.

  Background:
    Given a cluster with 1 node

  Scenario: What is asked for in the wrong way (400 BadRequest)
    When I try to run `kubectl get --raw '/api/v1/namespaces/default/configmaps?labelSelector=a+b+c'`
    Then it is refused with "Error from server (BadRequest): unable to parse requirement"
    When I try to run `kubectl create --raw /api/v1/namespaces/default/configmaps -f -` with:
      """
      {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings", "namespace": "elsewhere"}}
      """
    Then it is refused with "the namespace of the provided object does not match the namespace sent on the request"
    And there is no ConfigMap "settings"

  Scenario: Who is not known at all (401 Unauthorized), and who may not speak for another (403 Forbidden)
    Given the user "eve"
    When a stranger tries to get "/api/v1/namespaces/default/pods"
    Then it is refused with '"reason":"Unauthorized","code":401'
    When eve tries to run `kubectl get pods --as=kubernetes-admin`
    Then it is refused with 'users "kubernetes-admin" is forbidden: User "eve" cannot impersonate resource "users" in API group "" at the cluster scope'

  Scenario: What is not there (404 NotFound): an object, or a whole resource
    When I try to run `kubectl get configmap settings`
    Then it is refused with 'Error from server (NotFound): configmaps "settings" not found'
    When I try to run `kubectl get --raw /api/v1/namespaces/default/nothings`
    Then it is refused with "Error from server (NotFound): the server could not find the requested resource"

  Scenario: A log can be read and not deleted (405 MethodNotAllowed)
    Given I run `kubectl run web --image=nginx`
    And the cluster has settled
    When I try to run `kubectl delete --raw /api/v1/namespaces/default/pods/web/log`
    Then it is refused with "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource"
    And Pod "web" is Running

  Scenario: Nobody writes HTML here (406 NotAcceptable)
    When I try to get "/api/v1/namespaces/default/pods" as "text/html"
    Then it is refused with "only the following media types are accepted: application/json, application/yaml"
    When I try to get "/api/v1/namespaces/default/pods" as "application/json"
    Then it succeeds
    And the output contains '"kind":"PodList"'

  Scenario: Another was faster (409 Conflict), or it is another object of that name by now
    Given I run `kubectl create configmap settings`
    When I try to run `kubectl delete --raw /api/v1/namespaces/default/configmaps/settings -f -` with:
      """
      {"preconditions": {"uid": "11111111-2222-3333-4444-555555555555"}}
      """
    Then it is refused with "the UID in the precondition (11111111-2222-3333-4444-555555555555) does not match the UID in record"
    And ConfigMap "settings" exists

  Scenario: What was is forgotten by now (410 Expired)
    Given I run `kubectl create configmap settings`
    And I run `kubectl delete configmap settings`
    When I run `kubectl get --raw '/api/v1/namespaces/default/configmaps?resourceVersion=5&resourceVersionMatch=Exact'`
    Then the output contains '"resourceVersion":"5"'
    When etcd is compacted
    And I try to run `kubectl get --raw '/api/v1/namespaces/default/configmaps?resourceVersion=5&resourceVersionMatch=Exact'`
    Then it is refused with "Error from server (Expired): The resourceVersion for the provided list is too old"

  Scenario: A patch of a kind that custom resources do not take (415 UnsupportedMediaType)
    Given I apply:
      """yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: backups.example.com}
      spec:
        group: example.com
        scope: Namespaced
        names: {plural: backups, singular: backup, kind: Backup}
        versions:
          - name: v1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """
    And CustomResourceDefinition "backups.example.com" becomes established within 10 seconds
    And I apply:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      """
    When I try to run `kubectl patch backup nightly --type=strategic -p '{"spec":{"keep":3}}'`
    Then it is refused with "application/strategic-merge-patch+json is not supported by example.com/v1, Kind=Backup: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
    When I run `kubectl patch backup nightly --type=merge -p '{"spec":{"keep":3}}'`
    Then the field "spec.keep" of Backup "nightly" is 3

  Scenario: What is readable and makes no sense (422 Invalid), one line for each field
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Service
      metadata: {name: 1web}
      spec: {ports: [{port: 70000}]}
      """
    Then it is refused with:
      """
      The Service "1web" is invalid: 
      * metadata.name: Invalid value: "1web": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')
      * spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive
      """

  Scenario: What a StatefulSet is can be changed in part only
    Given I apply:
      """yaml
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        serviceName: db
        selector: {matchLabels: {app: db}}
        template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: "db:1"}]}}
      """
    When I try to run `kubectl patch statefulset db -p '{"spec":{"serviceName":"other"}}'`
    Then it is refused with "spec: Forbidden: updates to statefulset spec for fields other than"
    And the field "spec.serviceName" of StatefulSet "db" is "db"

  Scenario Outline: A Pod that names a <what> which is not there
    When I try to apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {<field>: nobody, containers: [{name: c, image: nginx}]}
      """
    Then it is refused with "pods \"web\" is forbidden: <why>"
    And there is no Pod "web"

    Examples:
      | what            | field              | why                                                                                        |
      | priority class  | priorityClassName  | no PriorityClass with name nobody was found                                                |
      | service account | serviceAccountName | error looking up service account default/nobody: serviceaccount \"nobody\" not found       |
      | runtime class   | runtimeClassName   | pod rejected: RuntimeClass \"nobody\" not found                                            |

  Scenario: How strictly fields are looked at is for whoever sends them to say
    When I try to run `kubectl apply --validate=strict -f -` with:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, dta: {}}
      """
    Then it is refused with 'strict decoding error: unknown field "dta"'
    When I run `kubectl apply --validate=warn -f -` with:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, dta: {}}
      """
    Then the output contains 'Warning: unknown field "dta"'
    And ConfigMap "settings" exists
    When I run `kubectl apply --validate=ignore -f -` with:
      """
      {apiVersion: v1, kind: ConfigMap, metadata: {name: others}, dta: {}}
      """
    Then the output is:
      """
      configmap/others created
      """
