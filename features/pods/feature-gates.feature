Feature: What feature gates open for Pods
  Some of what a Pod may ask for is behind a gate that is off unless somebody switches it on.

  Background:
    Given a cluster with 2 nodes across zones "a", "b"

  Scenario: A program is asked to end by the signal that it knows
    Given the feature gate "ContainerStopSignals" is on
    And I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: worker}
      spec:
        os: {name: linux}
        terminationGracePeriodSeconds: 60
        containers:
          - name: work
            image: busybox:1
            command: [sh, -c, "trap 'echo finishing; exit 0' USR1; while true; do sleep 1; done"]
            lifecycle: {stopSignal: SIGUSR1}
      """
    And within 1 minute Pod "worker" is Running
    Then the field "status.containerStatuses[0].stopSignal" of Pod "worker" is "SIGUSR1"
    When I delete Pod "worker"
    Then it took between 0 seconds and 10 seconds

  Scenario: A Pod knows in which zone it is
    Given the feature gate "PodTopologyLabelsAdmission" is on
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec:
        nodeSelector: {topology.kubernetes.io/zone: b}
        containers:
          - name: web
            image: busybox:1
            command: [sh, -c, 'echo "I am in zone $ZONE" && sleep 3600']
            env:
              - name: ZONE
                valueFrom: {fieldRef: {fieldPath: "metadata.labels['topology.kubernetes.io/zone']"}}
      """
    Then within 1 minute the log of Pod "web" contains "I am in zone b"

  Scenario: A name that no DNS gives
    Given the feature gate "HostnameOverride" is on
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: legacy}
      spec:
        hostnameOverride: db01.corp.example.com
        containers: [{name: app, image: busybox:1, command: [sh, -c, 'hostname && sleep 3600']}]
      """
    Then within 1 minute the log of Pod "legacy" contains "db01.corp.example.com"

  Scenario: What crashes is tried again sooner
    Given the feature gate "ReduceDefaultCrashLoopBackOffDecay" is on
    When I run `kubectl run crash --image=busybox:1 --command -- sh -c 'exit 1'`
    And 20 seconds pass
    Then Pod "crash" has restarted 5 times
    When 10 minutes pass
    Then Pod "crash" has restarted between 13 and 16 times

  Scenario: A variable that an init container has worked out
    Given the feature gate "EnvFiles" is on
    When I apply:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: {name: shop}
      spec:
        volumes: [{name: settings, emptyDir: {}}]
        initContainers:
          - name: work-out
            image: busybox:1
            command: [sh, -c, 'echo "GREETING=good morning" > /settings/vars']
            volumeMounts: [{name: settings, mountPath: /settings}]
        containers:
          - name: shop
            image: busybox:1
            command: [sh, -c, 'echo "$GREETING" && sleep 3600']
            env:
              - name: GREETING
                valueFrom: {fileKeyRef: {volumeName: settings, path: vars, key: GREETING}}
      """
    Then within 1 minute the log of Pod "shop" contains "good morning"
