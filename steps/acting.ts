import { commandTarget } from '../src/scenario/commands';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { meant, sentence } from './sentence';

const topic = 'Acting';

sentence(
  topic,
  {
    en: 'I apply {string}',
    ko: '{이름} 적용한다',
    example: ['I apply "k8s/shop.yaml"', '"k8s/shop.yaml"을 적용한다'],
  },
  (world: World, file: string) => world.run(`kubectl apply -f '${file}'`),
);

sentence(
  topic,
  {
    en: 'I try to apply {string}',
    ko: '{이름} 적용해 본다',
    example: ['I try to apply "k8s/broken.yaml"', '"k8s/broken.yaml"을 적용해 본다'],
  },
  (world: World, file: string) => world.tryToRun(`kubectl apply -f '${file}'`),
);

sentence(
  topic,
  { en: 'I apply:', ko: '다음을 적용한다:', example: ['I apply:', '다음을 적용한다:'] },
  (world: World, yaml: string) => world.run('kubectl apply -f -', undefined, yaml),
);

sentence(
  topic,
  {
    en: 'I try to apply:',
    ko: '다음을 적용해 본다:',
    example: ['I try to apply:', '다음을 적용해 본다:'],
  },
  (world: World, yaml: string) => world.tryToRun('kubectl apply -f -', undefined, yaml),
);

sentence(
  topic,
  {
    en: 'I run {command}',
    ko: '{command} 명령을 실행한다',
    example: [
      'I run `kubectl scale deployment/web --replicas=5`',
      '`kubectl scale deployment/web --replicas=5` 명령을 실행한다',
    ],
  },
  (world: World, command: string) => world.run(command),
);

sentence(
  topic,
  {
    en: 'I try to run {command}',
    ko: '{command} 명령을 실행해 본다',
    example: [
      'I try to run `kubectl delete ns default`',
      '`kubectl delete ns default` 명령을 실행해 본다',
    ],
  },
  (world: World, command: string) => world.tryToRun(command),
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
    en: 'I scale {object} to {int} replica(s)',
    ko: '{대상} 레플리카 {숫자} 조정한다',
    example: [
      'I scale Deployment "web" to 5 replicas',
      'Deployment "web"을 레플리카 5개로 조정한다',
    ],
  },
  (world: World, named: Named, replicas: number) =>
    world.run(`kubectl scale ${commandTarget(meant(world, named))} --replicas=${replicas}`),
);

sentence(
  topic,
  {
    en: 'I set the image of container {string} in {object} to {string}',
    ko: '{대상} 컨테이너 {이름} 이미지를 {이름} 바꾼다',
    example: [
      'I set the image of container "nginx" in Deployment "web" to "nginx:1.16.1"',
      'Deployment "web"의 컨테이너 "nginx"의 이미지를 "nginx:1.16.1"로 바꾼다',
    ],
    order: [1, 0, 2],
  },
  (world: World, container: string, named: Named, image: string) =>
    world.run(`kubectl set image ${commandTarget(meant(world, named))} '${container}=${image}'`),
);

sentence(
  topic,
  {
    en: 'I roll back {object}',
    ko: '{대상} 롤백한다',
    example: ['I roll back Deployment "web"', 'Deployment "web"을 롤백한다'],
  },
  (world: World, named: Named) =>
    world.run(`kubectl rollout undo ${commandTarget(meant(world, named))}`),
);

sentence(
  topic,
  {
    en: 'I roll back {object} to revision {int}',
    ko: '{대상} 리비전 {숫자} 롤백한다',
    example: [
      'I roll back Deployment "web" to revision 2',
      'Deployment "web"을 리비전 2로 롤백한다',
    ],
  },
  (world: World, named: Named, revision: number) =>
    world.run(
      `kubectl rollout undo ${commandTarget(meant(world, named))} --to-revision=${revision}`,
    ),
);

sentence(
  topic,
  {
    en: 'I pause the rollout of {object}',
    ko: '{대상} 롤아웃을 일시 정지한다',
    example: [
      'I pause the rollout of Deployment "web"',
      'Deployment "web"의 롤아웃을 일시 정지한다',
    ],
  },
  (world: World, named: Named) =>
    world.run(`kubectl rollout pause ${commandTarget(meant(world, named))}`),
);

sentence(
  topic,
  {
    en: 'I resume the rollout of {object}',
    ko: '{대상} 롤아웃을 재개한다',
    example: ['I resume the rollout of Deployment "web"', 'Deployment "web"의 롤아웃을 재개한다'],
  },
  (world: World, named: Named) =>
    world.run(`kubectl rollout resume ${commandTarget(meant(world, named))}`),
);

sentence(
  topic,
  {
    en: 'I restart the rollout of {object}',
    ko: '{대상} 롤아웃을 다시 시작한다',
    example: [
      'I restart the rollout of Deployment "web"',
      'Deployment "web"의 롤아웃을 다시 시작한다',
    ],
  },
  (world: World, named: Named) =>
    world.run(`kubectl rollout restart ${commandTarget(meant(world, named))}`),
);

sentence(
  topic,
  {
    en: 'I delete {object}',
    ko: '{대상} 삭제한다',
    example: ['I delete Deployment "web"', 'Deployment "web"을 삭제한다'],
  },
  (world: World, named: Named) => world.run(`kubectl delete ${commandTarget(meant(world, named))}`),
);

sentence(
  topic,
  {
    en: 'I try to delete {object}',
    ko: '{대상} 삭제해 본다',
    example: ['I try to delete Namespace "default"', 'Namespace "default"를 삭제해 본다'],
  },
  (world: World, named: Named) =>
    world.tryToRun(`kubectl delete ${commandTarget(meant(world, named))}`),
);

sentence(
  topic,
  {
    en: 'I evict {object}',
    ko: '{대상} 축출한다',
    example: ['I evict Pod "web-0"', 'Pod "web-0"을 축출한다'],
  },
  (world: World, named: Named) => world.api().evict(meant(world, named)),
);

sentence(
  topic,
  {
    en: 'I try to evict {object}',
    ko: '{대상} 축출해 본다',
    example: ['I try to evict Pod "web-0"', 'Pod "web-0"을 축출해 본다'],
  },
  (world: World, named: Named) => world.attempt(() => world.api().evict(meant(world, named))),
);
