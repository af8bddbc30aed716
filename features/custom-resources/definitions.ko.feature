# language: ko
기능: CustomResourceDefinition은 API에 새로운 종류를 가르친다
  정의가 확립(Established)된 순간부터 그 종류의 오브젝트는 쿠버네티스 자체의 것과 똑같이 저장되고, 검증되고, 조회된다.

  배경:
    조건 노드가 1개인 클러스터
    그리고 다음을 적용한다:
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
    그리고 `kubectl wait --for condition=established crd/backups.example.com` 명령을 실행한다

  시나리오: 오브젝트는 기본값을 받고, kubectl은 정의에 적힌 열을 보여 준다
    만일 다음을 적용한다:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {volume: data}
      """
    그러면 Backup "nightly"의 필드 "spec.keep"의 값은 7이다
    만일 `kubectl get bk` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      NAME      KEEP
      nightly   7
      """

  시나리오: 스키마에 맞지 않는 것은 거부되고, 잘못 쓴 필드는 드러난다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {keep: 99}
      """
    그러면 "spec.volume: Required value"라는 이유로 거부된다
    그리고 "spec.keep: Invalid value: 99: spec.keep in body should be less than or equal to 30"라는 이유로 거부된다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {volume: data, kep: 3}
      """
    그러면 "unknown field \"spec.kep\""라는 이유로 거부된다

  시나리오: 정의가 사라지면 그 오브젝트도 모두 사라진다
    조건 다음을 적용한다:
      """yaml
      apiVersion: example.com/v1
      kind: Backup
      metadata: {name: nightly}
      spec: {volume: data}
      """
    만일 `kubectl delete crd backups.example.com` 명령을 실행한다
    그리고 `kubectl get backups` 명령을 실행해 본다
    그러면 "doesn't have a resource type"라는 이유로 거부된다

  시나리오: 정의보다 먼저 온 매니페스트는 종류를 찾지 못한다
    만일 다음을 적용해 본다:
      """yaml
      apiVersion: example.com/v1
      kind: Restore
      metadata: {name: now}
      """
    그러면 "no matches for kind \"Restore\" in version \"example.com/v1\""라는 이유로 거부된다
    그리고 "ensure CRDs are installed first"라는 이유로 거부된다
