# language: ko
기능: kubectl은 Pod 안을 들여다보고, 잠깐 필요한 것을 실행한다

  배경:
    조건 노드가 2개인 클러스터
    그리고 `kubectl run web --image=nginx` 명령을 실행한다
    그리고 클러스터가 안정되어 있다

  시나리오: 실행 중인 Pod에 컨테이너가 합류한다
    만일 `kubectl debug web --image=busybox -c look --profile=general -- sleep 1h` 명령을 실행한다
    그러면 1분 안에 Pod "web"이 다음과 일치한다:
      """yaml
      status:
        (ephemeralContainerStatuses[0].state.running != null): true
      """
    만일 `kubectl exec web -c look -- hostname` 명령을 실행한다
    그러면 출력에 "web"가 들어 있다

  시나리오: 복사본을 디버그하고, 원래 Pod는 그대로 둔다
    만일 `kubectl debug web --copy-to=web-copy --set-image=web=busybox` 명령을 실행한다
    그러면 Pod "web-copy"의 필드 "spec.containers[0].image"의 값은 "busybox"이다
    그리고 Pod "web"의 필드 "spec.containers[0].image"의 값은 "nginx"이다

  시나리오: 노드 위의 Pod는 노드의 파일과 네임스페이스를 본다
    만일 `kubectl debug node/node-1 --image=busybox --profile=sysadmin` 명령을 실행한다
    그러면 출력에 "Creating debugging pod node-debugger-node-1-"가 들어 있다
    만일 `kubectl get pods -l app.kubernetes.io/managed-by=kubectl-debug -o jsonpath={.items[0].spec.hostPID}` 명령을 실행한다
    그러면 출력에 "true"가 들어 있다

  시나리오: 명령 하나를 위한 Pod를 실행하고, 끝나면 지운다
    만일 `kubectl run once --image=busybox --rm -i --restart=Never -- sh -c 'sleep 2; echo done'` 명령을 실행한다
    그러면 출력에 "done"가 들어 있다
    그리고 출력에 "pod \"once\" deleted from default namespace"가 들어 있다

  시나리오: 컨테이너가 끝날 때까지 로그를 따라 읽는다
    조건 `kubectl run count --image=busybox --restart=Never -- sh -c 'echo one; sleep 30; echo two'` 명령을 실행한다
    그리고 5초가 지난다
    만일 `kubectl logs -f count` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      one
      two
      """
