# language: ko
기능: kubectl apply는 더는 원하지 않는 것을 치운다

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 넘겨 `kubectl apply -f -` 명령을 실행한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept, labels: {app: shop}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: dropped, labels: {app: shop}}
      """
    그리고 `kubectl create configmap by-hand` 명령을 실행한다
    그리고 `kubectl label configmap by-hand app=shop` 명령을 실행한다

  시나리오: 전에 적용했지만 지금 매니페스트에 없는 것은 지워진다
    만일 다음을 넘겨 `kubectl apply -f - --prune -l app=shop --prune-allowlist=core/v1/ConfigMap` 명령을 실행한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept, labels: {app: shop}}
      """
    그러면 출력은 다음과 같다:
      """
      configmap/kept unchanged
      configmap/dropped pruned
      """
    만일 `kubectl get configmap -l app=shop -o name` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      configmap/by-hand
      configmap/kept
      """

  시나리오: 실수로 모든 것을 지우는 일은 없다
    만일 다음을 넘겨 `kubectl apply -f - --prune` 명령을 실행해 본다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: kept}
      """
    그러면 "all resources selected for prune without explicitly passing --all"라는 이유로 거부된다

  시나리오: 바꿀 수 없는 것은 --force로 새로 만든다
    조건 다음을 넘겨 `kubectl apply -f -` 명령을 실행한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: fixed}
      immutable: true
      data: {a: b}
      """
    만일 다음을 넘겨 `kubectl apply -f - --force` 명령을 실행한다:
      """yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: fixed}
      immutable: true
      data: {a: c}
      """
    그러면 ConfigMap "fixed"의 필드 "data.a"의 값은 "c"이다
