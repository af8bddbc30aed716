import { phaseIs } from '../src/scenario/claims/fields';
import { resolvesTo } from '../src/scenario/claims/names';
import {
  eventSays,
  exists,
  hasEndpoints,
  isAbsent,
  isInState,
  nodeShows,
  noEvent,
  thereAre,
  thereAreOf,
  thereAreReadyNodes,
} from '../src/scenario/claims/objects';
import {
  eachOnItsOwnNode,
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
import { type Claim, expectThroughout, expectWithin } from '../src/scenario/expect';
import type { Quality } from '../src/scenario/workload';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant, sentence, textOf } from './sentence';

const topic = 'Claims';

function shows(world: World, named: Named, status: string): Claim {
  const reference = meant(world, named);
  if (reference.kind.kind === 'Pod') return podShows(reference, status);
  if (reference.kind.kind === 'Node') return nodeShows(reference.name, status);
  return phaseIs(reference, status);
}

claim(
  topic,
  {
    en: '{object} is {state}',
    ko: '{대상} {상태} 상태다',
    example: ['Deployment "web" is available', 'Deployment "web"이 사용 가능 상태다'],
  },
  (world: World, named: Named, state: string) => isInState(meant(world, named), state),
);

sentence(
  topic,
  {
    en: '{object} becomes {state} within {duration}',
    ko: '{대상} {시간} 안에 {상태} 상태가 된다',
    example: [
      'Deployment "web" becomes available within 2 minutes',
      'Deployment "web"이 2분 안에 사용 가능 상태가 된다',
    ],
    order: [0, 2, 1],
  },
  (world: World, named: Named, state: string, limit: number) =>
    expectWithin(world, textOf(world), isInState(meant(world, named), state), limit),
);

sentence(
  topic,
  {
    en: '{object} becomes {status} within {duration}',
    ko: '{대상} {시간} 안에 {status} 상태가 된다',
    example: [
      'node "node-1" becomes NotReady within 1 minute',
      '노드 "node-1"이 1분 안에 NotReady 상태가 된다',
    ],
    order: [0, 2, 1],
  },
  (world: World, named: Named, status: string, limit: number) =>
    expectWithin(world, textOf(world), shows(world, named, status), limit),
);

sentence(
  topic,
  {
    en: '{object} completes its rollout within {duration}',
    ko: '{대상} {시간} 안에 롤아웃을 마친다',
    example: [
      'Deployment "web" completes its rollout within 2 minutes',
      'Deployment "web"이 2분 안에 롤아웃을 마친다',
    ],
  },
  (world: World, named: Named, limit: number) =>
    expectWithin(world, textOf(world), isInState(meant(world, named), 'complete'), limit),
);

sentence(
  topic,
  {
    en: '{object} stays {state} for {duration}',
    ko: '{대상} {시간} 동안 {상태} 상태를 유지한다',
    example: [
      'Deployment "web" stays available for 10 minutes',
      'Deployment "web"이 10분 동안 사용 가능 상태를 유지한다',
    ],
    order: [0, 2, 1],
  },
  (world: World, named: Named, state: string, span: number) =>
    expectThroughout(world, textOf(world), isInState(meant(world, named), state), span),
);

sentence(
  topic,
  {
    en: '{object} stays {status} for {duration}',
    ko: '{대상} {시간} 동안 {status} 상태를 유지한다',
    example: [
      'Pod "web-0" stays Running for 10 minutes',
      'Pod "web-0"이 10분 동안 Running 상태를 유지한다',
    ],
    order: [0, 2, 1],
  },
  (world: World, named: Named, status: string, span: number) =>
    expectThroughout(world, textOf(world), shows(world, named, status), span),
);

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
    en: '{object} is {status}',
    ko: '{대상} {status} 상태다',
    example: ['Pod "web-0" is Running', 'Pod "web-0"이 Running 상태다'],
  },
  shows,
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

claim(
  topic,
  {
    en: 'there is/are {count} {kind}',
    ko: '{kind} 수는 {개수}',
    example: ['there are 3 nodes', 'Node 수는 3개다'],
    order: [1, 0],
    none: { ko: '{종류} 하나도 없다', example: 'Node가 하나도 없다' },
  },
  (world: World, count: Count, kind: string) => thereAre(world.kind(kind), count),
);

claim(
  topic,
  {
    en: 'there is/are {count} ready node(s)',
    ko: '준비된 노드 수는 {개수}',
    example: ['there are 3 ready nodes', '준비된 노드 수는 3개다'],
    none: { ko: '준비된 노드가 하나도 없다', example: '준비된 노드가 하나도 없다' },
  },
  (_world: World, count: Count) => thereAreReadyNodes(count),
);

claim(
  topic,
  {
    en: 'there is/are {count} {kind} of {object}',
    ko: '{대상} {kind} 수는 {개수}',
    example: [
      'there are 2 ReplicaSets of Deployment "web"',
      'Deployment "web"의 ReplicaSet 수는 2개다',
    ],
    order: [2, 1, 0],
    none: {
      ko: '{대상} {종류} 하나도 없다',
      example: 'Deployment "web"의 ReplicaSet이 하나도 없다',
    },
  },
  (world: World, count: Count, kind: string, named: Named) =>
    thereAreOf(world.kind(kind), meant(world, named), count),
);

claim(
  topic,
  {
    en: 'there is no {object}',
    ko: '{대상} 존재하지 않는다',
    example: ['there is no Pod "web-3"', 'Pod "web-3"이 존재하지 않는다'],
  },
  (world: World, named: Named) => isAbsent(meant(world, named)),
);

claim(
  topic,
  {
    en: 'there is a/an {object}',
    ko: '{대상} 존재한다',
    example: ['there is a Pod "web-0"', 'Pod "web-0"이 존재한다'],
  },
  (world: World, named: Named) => exists(meant(world, named)),
);

claim(
  topic,
  {
    en: '{object} has {count} endpoint(s)',
    ko: '{대상} 엔드포인트가 {개수}',
    example: ['Service "web" has 3 endpoints', 'Service "web"의 엔드포인트가 3개다'],
    none: { ko: '{대상} 엔드포인트가 없다', example: 'Service "web"의 엔드포인트가 없다' },
  },
  (world: World, named: Named, count: Count) => hasEndpoints(meant(world, named), count),
);

claim(
  topic,
  {
    en: 'the name {string} resolves to {count} address(es)',
    ko: '이름 {이름} 주소 {개수}로 해석된다',
    example: [
      'the name "web.shop.svc.cluster.local" resolves to 1 address',
      '이름 "web.shop.svc.cluster.local"이 주소 1개로 해석된다',
    ],
    none: {
      ko: '이름 {이름} 해석되지 않는다',
      example: '이름 "web.shop.svc.cluster.local"이 해석되지 않는다',
    },
  },
  (_world: World, name: string, count: Count) => resolvesTo(name, count),
);

claim(
  topic,
  {
    en: 'the name {string} does not resolve',
    ko: '이름 {이름} 어디로도 해석되지 않는다',
    example: [
      'the name "web.shop.svc.cluster.local" does not resolve',
      '이름 "web.shop.svc.cluster.local"이 어디로도 해석되지 않는다',
    ],
  },
  (_world: World, name: string) => resolvesTo(name, none),
);

claim(
  topic,
  {
    en: 'an Event {string} of {object} says {string}',
    ko: '{대상} 이벤트 {이름} {이름}라고 알린다',
    example: [
      'an Event "FailedScheduling" of Pod "web-0" says "0/3 nodes are available"',
      'Pod "web-0"의 이벤트 "FailedScheduling"이 "0/3 nodes are available"라고 알린다',
    ],
    order: [1, 0, 2],
  },
  (world: World, reason: string, named: Named, text: string) =>
    eventSays(reason, text, meant(world, named)),
);

claim(
  topic,
  {
    en: 'there is no Event {string} of {object}',
    ko: '{대상} 이벤트 {이름} 없다',
    example: [
      'there is no Event "FailedScheduling" of Pod "web-0"',
      'Pod "web-0"의 이벤트 "FailedScheduling"이 없다',
    ],
    order: [1, 0],
  },
  (world: World, reason: string, named: Named) => noEvent(reason, meant(world, named)),
);

claim(
  topic,
  {
    en: 'an Event {string} says {string}',
    ko: '이벤트 {이름} {이름}라고 알린다',
    example: [
      'an Event "TriggeredScaleUp" says "pod triggered scale-up"',
      '이벤트 "TriggeredScaleUp"이 "pod triggered scale-up"라고 알린다',
    ],
  },
  (_world: World, reason: string, text: string) => eventSays(reason, text),
);
