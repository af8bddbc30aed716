# language: ko
기능: kubectl은 kustomization을 빌드한다

  배경:
    조건 노드가 3개인 클러스터

  시나리오: 오버레이를 적용한다
    만일 `kubectl apply -k shop/production` 명령을 실행한다
    그러면 출력에 "deployment.apps/prod-web created"가 들어 있다
    그리고 Deployment "prod-web"이 2분 안에 롤아웃을 마친다
    그리고 Deployment "prod-web"의 준비된 Pod가 3개다
    그리고 Deployment "prod-web"의 필드 "spec.template.spec.containers[0].image"의 값은 "nginx:1.28"이다

  시나리오: ConfigMap의 내용은 그 이름과, 그것을 읽는 쪽의 이름에 나타난다
    만일 `kubectl kustomize shop/production` 명령을 실행한다
    그러면 출력에 "name: prod-settings-9f9c6b5h98"가 들어 있다
    만일 `kubectl apply -k shop/production` 명령을 실행한다
    그러면 Deployment "prod-web"의 필드 "spec.template.spec.containers[0].envFrom[0].configMapRef.name"의 값은 "prod-settings-9f9c6b5h98"이다

  시나리오: kustomization이 없는 폴더
    만일 `kubectl apply -k shop` 명령을 실행해 본다
    그러면 "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory"라는 이유로 거부된다
