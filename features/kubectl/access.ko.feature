# language: ko
기능: kubectl은 누가 무엇을 할 수 있는지 알려 준다

  배경:
    조건 노드가 1개인 클러스터
    그리고 `kubectl create role reader --verb=get,list --resource=pods` 명령을 실행한다
    그리고 `kubectl create rolebinding readers --role=reader --user=alice` 명령을 실행한다

  시나리오: 다른 사용자로서 행동한다
    만일 `kubectl auth whoami --as=alice` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      ATTRIBUTE   VALUE
      Username    alice
      Groups      [system:authenticated]
      """
    만일 `kubectl auth can-i list pods --as=alice` 명령을 실행한다
    그러면 출력은 다음과 같다:
      """
      yes
      """
    만일 `kubectl get secrets --as=alice` 명령을 실행해 본다
    그러면 "cannot list resource \"secrets\""라는 이유로 거부된다

  시나리오: 어떤 사용자가 할 수 있는 모든 일
    만일 `kubectl auth can-i --list --as=alice` 명령을 실행한다
    그러면 출력에 "pods                                            []                  []               [get list]"가 들어 있다

  시나리오: 메트릭 서버가 아는 사용량
    만일 `kubectl top pod` 명령을 실행해 본다
    그러면 "Metrics API not available"라는 이유로 거부된다
