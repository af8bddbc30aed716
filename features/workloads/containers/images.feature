Feature: Images are pulled when the policy says so, and tried again ever more slowly when they cannot be

  Background:
    Given a cluster with 1 node

  Scenario: An image that is not there: an error, then a pause, and at once when it appears
    Given the image "shop:2" does not exist
    When I run `kubectl run shop --image=shop:2`
    Then within 5 seconds Pod "shop" is ErrImagePull
    And an Event "Failed" of Pod "shop" says "Error: ErrImagePull"
    And within 10 seconds Pod "shop" is ImagePullBackOff
    And an Event "BackOff" of Pod "shop" says 'Back-off pulling image "shop:2"'
    And Pod "shop" has not restarted
    When the image "shop:2" exists
    Then within 1 minute Pod "shop" is Running

  Scenario: The pauses between pulls grow to five minutes
    Given the image "shop:2" does not exist
    When I run `kubectl run shop --image=shop:2`
    And 1 hour passes
    Then Pod "shop" is ImagePullBackOff
    When I run `kubectl get events --field-selector reason=Pulling -o jsonpath=tries={.items[0].count}`
    Then the output contains "tries=16"
    When the image "shop:2" exists
    Then Pod "shop" becomes Running within 6 minutes
    And it took at least 10 seconds

  Scenario: What the node has is not pulled again, unless it must be
    Given the image "shop:1" takes 30 seconds to pull
    And I run `kubectl run first --image=shop:1 --image-pull-policy=IfNotPresent`
    When 10 seconds pass
    Then Pod "first" is ContainerCreating
    And Pod "first" becomes Running within 30 seconds
    When I run `kubectl run second --image=shop:1 --image-pull-policy=IfNotPresent`
    Then Pod "second" becomes Running within 2 seconds
    And an Event "Pulled" of Pod "second" says 'Container image "shop:1" already present on machine'
    When I run `kubectl run third --image=shop:1 --image-pull-policy=Always`
    And 10 seconds pass
    Then an Event "Pulling" of Pod "third" says 'Pulling image "shop:1"'

  Scenario: Who never pulls and does not have it waits for somebody to bring it
    When I run `kubectl run shop --image=shop:1 --image-pull-policy=Never`
    Then within 5 seconds Pod "shop" is ErrImageNeverPull
    And an Event "ErrImageNeverPull" of Pod "shop" says 'Container image "shop:1" is not present with pull policy of Never'

  Scenario: A name that is none
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec: {containers: [{name: c, image: "Shop:1"}]}
      """
    Then within 5 seconds Pod "shop" is InvalidImageName
    And an Event "InspectFailed" of Pod "shop" says 'Failed to apply default image tag "Shop:1"'

  Scenario Outline: The tag decides what happens when nothing is said: <image>
    When I run `kubectl run shop --image=<image>`
    Then the field "spec.containers[0].imagePullPolicy" of Pod "shop" is "<policy>"

    Examples:
      | image       | policy       |
      | shop        | Always       |
      | shop:latest | Always       |
      | shop:1      | IfNotPresent |
