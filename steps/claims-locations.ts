import {
  eachOnItsOwnNode,
  everyPodRunsInZone,
  everyPodRunsOn,
  runInZone,
  runOnEach,
  runOnNode,
  runOnNodes,
  runOnSoManyNodes,
} from '../src/scenario/claims/locations';
import { podShows } from '../src/scenario/claims/pods';
import type { Count } from '../src/scenario/count';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims about where Pods run';

claim(
  topic,
  {
    en: '{object} runs on {node}',
    ko: '{대상} {노드} 실행 중이다',
    example: ['Pod "web-0" runs on node "node-1"', 'Pod "web-0"이 노드 "node-1"에서 실행 중이다'],
  },
  (world: World, named: Named, node: string) => podShows(meant(world, named), 'Running', node),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} run(s) on {count} different node(s)',
    ko: '{대상} Pod {개수} 서로 다른 노드 {개수}에서 실행 중이다',
    example: [
      '3 Pods of Deployment "web" run on 3 different nodes',
      'Deployment "web"의 Pod 3개가 서로 다른 노드 3개에서 실행 중이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, count: Count, named: Named, nodes: Count) =>
    runOnNodes(meant(world, named), count, nodes),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} run(s) on {node}',
    ko: '{대상} Pod {개수} {노드} 있다',
    example: [
      '2 Pods of Deployment "web" run on node "node-1"',
      'Deployment "web"의 Pod 2개가 노드 "node-1"에 있다',
    ],
    order: [1, 0, 2],
    none: {
      ko: '{대상} Pod가 {노드} 없다',
      example: 'Deployment "web"의 Pod가 노드 "node-1"에 없다',
    },
  },
  (world: World, count: Count, named: Named, node: string) =>
    runOnNode(meant(world, named), count, node),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} run(s) on {count} node(s)',
    ko: '{대상} Pod {개수} 노드 {개수}에서 실행 중이다',
    example: [
      '3 Pods of Deployment "web" run on 1 node',
      'Deployment "web"의 Pod 3개가 노드 1개에서 실행 중이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, count: Count, named: Named, nodes: Count) =>
    runOnNodes(meant(world, named), count, nodes),
);

claim(
  topic,
  {
    en: 'every/each/all Pod(s) of {object} run(s) on {node}',
    ko: '{대상} 모든 Pod가 {노드} 있다',
    example: [
      'every Pod of Deployment "web" runs on node "node-1"',
      'Deployment "web"의 모든 Pod가 노드 "node-1"에 있다',
    ],
  },
  (world: World, named: Named, node: string) => everyPodRunsOn(meant(world, named), node),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} run(s) in zone {string}',
    ko: '{대상} Pod {개수} 영역 {이름} 실행 중이다',
    example: [
      '2 Pods of Deployment "web" run in zone "a"',
      'Deployment "web"의 Pod 2개가 영역 "a"에서 실행 중이다',
    ],
    order: [1, 0, 2],
    none: {
      ko: '{대상} Pod가 영역 {이름} 없다',
      example: 'Deployment "web"의 Pod가 영역 "a"에 없다',
    },
  },
  (world: World, count: Count, named: Named, zone: string) =>
    runInZone(meant(world, named), count, zone),
);

claim(
  topic,
  {
    en: 'every/each Pod of {object} runs on its own node',
    ko: '{대상} 모든 Pod가 저마다 다른 노드에서 실행 중이다',
    example: [
      'every Pod of DaemonSet "agent" runs on its own node',
      'DaemonSet "agent"의 모든 Pod가 저마다 다른 노드에서 실행 중이다',
    ],
  },
  (world: World, named: Named) => eachOnItsOwnNode(meant(world, named)),
);

claim(
  topic,
  {
    en: '{object} is {status} on {node}',
    ko: '{대상} {노드} {status} 상태다',
    example: [
      'Pod "web-0" is Running on node "node-2"',
      'Pod "web-0"이 노드 "node-2"에서 Running 상태다',
    ],
    order: [0, 2, 1],
  },
  (world: World, named: Named, status: string, node: string) =>
    podShows(meant(world, named), status, node),
);

claim(
  topic,
  {
    en: '{object} runs in zone {string}',
    ko: '{대상} 영역 {이름} 실행 중이다',
    example: ['Pod "web-0" runs in zone "a"', 'Pod "web-0"이 영역 "a"에서 실행 중이다'],
  },
  (world: World, named: Named, zone: string) => everyPodRunsInZone(meant(world, named), zone),
);

claim(
  topic,
  {
    en: 'every/each/all Pod(s) of {object} run(s) in zone {string}',
    ko: '{대상} 모든 Pod가 영역 {이름} 실행 중이다',
    example: [
      'every Pod of Deployment "web" runs in zone "a"',
      'Deployment "web"의 모든 Pod가 영역 "a"에서 실행 중이다',
    ],
  },
  (world: World, named: Named, zone: string) => everyPodRunsInZone(meant(world, named), zone),
);

claim(
  topic,
  {
    en: 'the Pods of {object} run on {count}( different) node(s)',
    ko: '{대상} Pod들이 노드 {개수}에서 실행 중이다',
    example: [
      'the Pods of Deployment "web" run on 3 different nodes',
      'Deployment "web"의 Pod들이 노드 3개에서 실행 중이다',
    ],
  },
  (world: World, named: Named, nodes: Count) => runOnSoManyNodes(meant(world, named), nodes),
);

for (const [place, korean] of [
  ['node', '노드'],
  ['zone', '영역'],
] as const) {
  const preposition = place === 'node' ? 'on' : 'in';
  claim(
    topic,
    {
      en: `{count} Pod(s) of {object} run(s) ${preposition} each ${place}`,
      ko: `{대상} Pod {개수} 각 ${korean}에서 실행 중이다`,
      example: [
        `2 Pods of Deployment "web" run ${preposition} each ${place}`,
        `Deployment "web"의 Pod 2개가 각 ${korean}에서 실행 중이다`,
      ],
      order: [1, 0],
    },
    (world: World, count: Count, named: Named) => runOnEach(meant(world, named), count, place),
  );
}
