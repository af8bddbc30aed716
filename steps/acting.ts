import { commandTarget, quoted } from '../src/scenario/commands';
import { onlyContainer } from '../src/scenario/containers';
import { evict } from '../src/scenario/evict';
import { own } from '../src/scenario/ownership';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { deed, meant, sentence } from './sentence';

const topic = 'Acting';

deed(
  topic,
  {
    en: 'I scale( up)( down) {object}( up)( down) to {number} replicas/replica/Pods/Pod',
    ko: '{대상} 레플리카 {숫자} 조정한다',
    example: [
      'I scale Deployment "web" to 5 replicas',
      'Deployment "web"을 레플리카 5개로 조정한다',
    ],
  },
  (world: World, named: Named, replicas: number) =>
    `kubectl scale ${commandTarget(meant(world, named))} --replicas=${replicas}`,
);

deed(
  topic,
  {
    en: 'I set the image of container {string} in/of {object} to {string}',
    ko: '{대상} 컨테이너 {이름} 이미지를 {이름} 바꾼다',
    example: [
      'I set the image of container "nginx" in Deployment "web" to "nginx:1.16.1"',
      'Deployment "web"의 컨테이너 "nginx"의 이미지를 "nginx:1.16.1"로 바꾼다',
    ],
    order: [1, 0, 2],
  },
  (world: World, container: string, named: Named, image: string) =>
    `kubectl set image ${commandTarget(meant(world, named))} '${container}=${image}'`,
);

deed(
  topic,
  {
    en: 'I set the image of {object} to {string}',
    ko: '{대상} 이미지를 {이름} 바꾼다',
    example: [
      'I set the image of Deployment "web" to "nginx:1.16.1"',
      'Deployment "web"의 이미지를 "nginx:1.16.1"로 바꾼다',
    ],
  },
  (world: World, named: Named, image: string) => {
    const reference = meant(world, named);
    const container = onlyContainer(world, reference);
    return `kubectl set image ${commandTarget(reference)} ${quoted(`${container}=${image}`)}`;
  },
);

deed(
  topic,
  {
    en: 'I roll back {object}',
    ko: '{대상} 롤백한다',
    example: ['I roll back Deployment "web"', 'Deployment "web"을 롤백한다'],
  },
  (world: World, named: Named) => `kubectl rollout undo ${commandTarget(meant(world, named))}`,
);

deed(
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
    `kubectl rollout undo ${commandTarget(meant(world, named))} --to-revision=${revision}`,
);

deed(
  topic,
  {
    en: 'I pause the rollout of {object}',
    ko: '{대상} 롤아웃을 일시 정지한다',
    example: [
      'I pause the rollout of Deployment "web"',
      'Deployment "web"의 롤아웃을 일시 정지한다',
    ],
  },
  (world: World, named: Named) => `kubectl rollout pause ${commandTarget(meant(world, named))}`,
);

deed(
  topic,
  {
    en: 'I resume the rollout of {object}',
    ko: '{대상} 롤아웃을 재개한다',
    example: ['I resume the rollout of Deployment "web"', 'Deployment "web"의 롤아웃을 재개한다'],
  },
  (world: World, named: Named) => `kubectl rollout resume ${commandTarget(meant(world, named))}`,
);

deed(
  topic,
  {
    en: 'I restart the rollout of {object}',
    ko: '{대상} 롤아웃을 다시 시작한다',
    example: [
      'I restart the rollout of Deployment "web"',
      'Deployment "web"의 롤아웃을 다시 시작한다',
    ],
  },
  (world: World, named: Named) => `kubectl rollout restart ${commandTarget(meant(world, named))}`,
);

deed(
  topic,
  {
    en: 'I delete {object}',
    ko: '{대상} 삭제한다',
    example: ['I delete Deployment "web"', 'Deployment "web"을 삭제한다'],
  },
  (world: World, named: Named) => `kubectl delete ${commandTarget(meant(world, named))}`,
);

deed(
  topic,
  {
    en: 'I label {object} with {string}',
    ko: '{대상} 레이블 {이름} 붙인다',
    example: [
      'I label node "node-1" with "disk=ssd"',
      '노드 "node-1"에 레이블 "disk=ssd"를 붙인다',
    ],
  },
  (world: World, named: Named, label: string) =>
    `kubectl label ${commandTarget(meant(world, named))} ${quoted(label)} --overwrite`,
);

deed(
  topic,
  {
    en: 'I remove the label {string} from {object}',
    ko: '{대상} 레이블 {이름} 뗀다',
    example: [
      'I remove the label "disk" from node "node-1"',
      '노드 "node-1"에서 레이블 "disk"를 뗀다',
    ],
    order: [1, 0],
  },
  (world: World, label: string, named: Named) =>
    `kubectl label ${commandTarget(meant(world, named))} ${quoted(`${label}-`)}`,
);

deed(
  topic,
  {
    en: 'I annotate {object} with {string}',
    ko: '{대상} 애너테이션 {이름} 붙인다',
    example: [
      'I annotate Deployment "web" with "team=shop"',
      'Deployment "web"에 애너테이션 "team=shop"을 붙인다',
    ],
  },
  (world: World, named: Named, annotation: string) =>
    `kubectl annotate ${commandTarget(meant(world, named))} ${quoted(annotation)} --overwrite`,
);

deed(
  topic,
  {
    en: 'I patch {object} with:',
    ko: '{대상} 다음과 같이 패치한다:',
    example: ['I patch Deployment "web" with:', 'Deployment "web"을 다음과 같이 패치한다:'],
  },
  (world: World, named: Named, patch: string) =>
    `kubectl patch ${commandTarget(meant(world, named))} -p ${quoted(patch)}`,
);

sentence(
  topic,
  {
    en: '{object} owns {object}',
    ko: '{대상} {대상} 소유한다',
    example: [
      'ConfigMap "settings" owns Secret "key"',
      'ConfigMap "settings"가 Secret "key"를 소유한다',
    ],
  },
  (world: World, owner: Named, dependent: Named) =>
    own(world, meant(world, owner), meant(world, dependent)),
);

sentence(
  topic,
  {
    en: 'I evict {object}',
    ko: '{대상} 축출한다',
    example: ['I evict Pod "web-0"', 'Pod "web-0"을 축출한다'],
  },
  (world: World, named: Named) => evict(world, meant(world, named)),
);

sentence(
  topic,
  {
    en: 'I try to evict {object}',
    ko: '{대상} 축출해 본다',
    example: ['I try to evict Pod "web-0"', 'Pod "web-0"을 축출해 본다'],
  },
  (world: World, named: Named) => world.attempt(() => evict(world, meant(world, named))),
);
