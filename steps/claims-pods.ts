import {
  eachOnItsOwnNode,
  everyPodIs,
  everyPodRunsOn,
  everyPodShows,
  existPods,
  hasPods,
  hasRestarted,
  podShows,
  podsRestarted,
  podsShow,
  runInZone,
  runOnNode,
  runOnNodes,
} from '../src/scenario/claims/pods';
import { type Count, none } from '../src/scenario/count';
import type { Quality } from '../src/scenario/workload';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims';

claim(
  topic,
  {
    en: '{object} has {count} {quality} Pod(s)',
    ko: '{대상} {상태의} Pod가 {개수}',
    example: ['Deployment "web" has 3 ready Pods', 'Deployment "web"의 준비된 Pod가 3개다'],
    order: [0, 2, 1],
    none: {
      ko: '{대상} {상태의} Pod가 없다',
      example: 'Deployment "web"의 준비된 Pod가 없다',
    },
  },
  (world: World, named: Named, count: Count, quality: Quality) =>
    hasPods(meant(world, named), count, quality),
);

claim(
  topic,
  {
    en: '{object} has {count} Pod(s)',
    ko: '{대상} Pod가 {개수}',
    example: ['Deployment "web" has 3 Pods', 'Deployment "web"의 Pod가 3개다'],
    none: { ko: '{대상} Pod가 없다', example: 'Deployment "web"의 Pod가 없다' },
  },
  (world: World, named: Named, count: Count) => existPods(meant(world, named), count),
);

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
    en: 'every Pod of {object} runs on {node}',
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
    en: 'every Pod of {object} runs on its own node',
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
    en: '{count} Pod(s) of {object} is/are {status}',
    ko: '{대상} Pod {개수} {status} 상태다',
    example: [
      '1 Pod of Deployment "web" is ImagePullBackOff',
      'Deployment "web"의 Pod 1개가 ImagePullBackOff 상태다',
    ],
    order: [1, 0, 2],
    none: {
      ko: '{대상} Pod 가운데 {status} 상태인 것이 없다',
      example: 'Deployment "web"의 Pod 가운데 ImagePullBackOff 상태인 것이 없다',
    },
  },
  (world: World, count: Count, named: Named, status: string) =>
    podsShow(meant(world, named), count, status),
);

claim(
  topic,
  {
    en: 'every Pod of {object} is {status}',
    ko: '{대상} 모든 Pod가 {status} 상태다',
    example: [
      'every Pod of Deployment "web" is Running',
      'Deployment "web"의 모든 Pod가 Running 상태다',
    ],
  },
  (world: World, named: Named, status: string) => everyPodShows(meant(world, named), status),
);

claim(
  topic,
  {
    en: 'every Pod of {object} is {quality}',
    ko: '{대상} 모든 Pod가 {상태의} 상태다',
    example: [
      'every Pod of Deployment "web" is ready',
      'Deployment "web"의 모든 Pod가 준비된 상태다',
    ],
  },
  (world: World, named: Named, quality: Quality) => everyPodIs(meant(world, named), quality),
);

claim(
  topic,
  {
    en: '{object} has restarted {count} time(s)',
    ko: '{대상} {개수} 다시 시작했다',
    example: ['Pod "web-0" has restarted 3 times', 'Pod "web-0"이 3번 다시 시작했다'],
  },
  (world: World, named: Named, count: Count) => hasRestarted(meant(world, named), count),
);

claim(
  topic,
  {
    en: '{object} has not restarted',
    ko: '{대상} 다시 시작한 적이 없다',
    example: ['Pod "web-0" has not restarted', 'Pod "web-0"이 다시 시작한 적이 없다'],
  },
  (world: World, named: Named) => hasRestarted(meant(world, named), none),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} has/have restarted',
    ko: '{대상} Pod {개수} 다시 시작한 적이 있다',
    example: [
      '2 Pods of Deployment "web" have restarted',
      'Deployment "web"의 Pod 2개가 다시 시작한 적이 있다',
    ],
    order: [1, 0],
    none: {
      ko: '{대상} Pod가 다시 시작한 적이 없다',
      example: 'Deployment "web"의 Pod가 다시 시작한 적이 없다',
    },
  },
  (world: World, count: Count, named: Named) => podsRestarted(meant(world, named), count),
);
