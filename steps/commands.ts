import { tryToGet } from '../src/scenario/requests';
import type { World } from '../src/scenario/world';
import { deed, sentence } from './sentence';

const topic = 'Commands';

deed(
  topic,
  {
    en: 'I apply( the file) {string}',
    ko: '{이름} 적용한다',
    example: ['I apply "k8s/shop.yaml"', '"k8s/shop.yaml"을 적용한다'],
  },
  (_world: World, file: string) => `kubectl apply -f '${file}'`,
);

deed(
  topic,
  { en: 'I apply:', ko: '다음을 적용한다:', example: ['I apply:', '다음을 적용한다:'] },
  (_world: World, yaml: string) => ({ command: 'kubectl apply -f -', stdin: yaml }),
);

deed(
  topic,
  {
    en: 'I run {command}',
    ko: '{command} 명령을 실행한다',
    example: [
      'I run `kubectl scale deployment/web --replicas=5`',
      '`kubectl scale deployment/web --replicas=5` 명령을 실행한다',
    ],
  },
  (_world: World, command: string) => command,
);

deed(
  topic,
  {
    en: 'I run {command} with:',
    ko: '다음을 넘겨 {command} 명령을 실행한다:',
    example: [
      'I run `kubectl create -f -` with:',
      '다음을 넘겨 `kubectl create -f -` 명령을 실행한다:',
    ],
  },
  (_world: World, command: string, stdin: string) => ({ command, stdin }),
);

sentence(
  topic,
  {
    en: '{user} runs {command}',
    ko: '사용자 {이름} {command} 명령을 실행한다',
    example: ['bob runs `kubectl get pods`', '사용자 "bob"이 `kubectl get pods` 명령을 실행한다'],
  },
  (world: World, user: string, command: string) => world.run(command, user),
);

sentence(
  topic,
  {
    en: '{user} tries to run {command}',
    ko: '사용자 {이름} {command} 명령을 실행해 본다',
    example: [
      'bob tries to run `kubectl delete pod web`',
      '사용자 "bob"이 `kubectl delete pod web` 명령을 실행해 본다',
    ],
  },
  (world: World, user: string, command: string) => world.tryToRun(command, user),
);

sentence(
  topic,
  {
    en: 'I try to get {string} as {string}',
    ko: '{이름} {이름} 받아 본다',
    example: [
      'I try to get "/api/v1/pods" as "text/html"',
      '"/api/v1/pods"를 "text/html"로 받아 본다',
    ],
  },
  (world: World, path: string, accept: string) => tryToGet(world, path, { accept }),
);

sentence(
  topic,
  {
    en: 'a stranger tries to get {string}',
    ko: '모르는 사람이 {이름} 받아 본다',
    example: ['a stranger tries to get "/api/v1/pods"', '모르는 사람이 "/api/v1/pods"를 받아 본다'],
  },
  (world: World, path: string) => tryToGet(world, path, { isStranger: true }),
);
