import { resolvesTo } from '../src/scenario/claims/names';
import {
  everyNodeShows,
  exists,
  hasEndpoints,
  isAbsent,
  thereAre,
  thereAreOf,
  thereAreReadyNodes,
} from '../src/scenario/claims/objects';
import { type Count, none } from '../src/scenario/count';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims';

claim(
  topic,
  {
    en: 'there is/are {count} {kind}',
    ko: '{종류} 수는 {개수}',
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
    ko: '{대상} {종류} 수는 {개수}',
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
    en: '{object} does not exist',
    ko: '{대상} 더는 없다',
    example: ['Pod "web-3" does not exist', 'Pod "web-3"이 더는 없다'],
  },
  (world: World, named: Named) => isAbsent(meant(world, named)),
);

claim(
  topic,
  {
    en: '{object} exists',
    ko: '{대상} 있다',
    example: ['Pod "web-0" exists', 'Pod "web-0"이 있다'],
  },
  (world: World, named: Named) => exists(meant(world, named)),
);

claim(
  topic,
  {
    en: 'every/each/all node(s) is/are {status}',
    ko: '모든 노드가 {status} 상태다',
    example: ['every node is Ready', '모든 노드가 Ready 상태다'],
  },
  (_world: World, status: string) => everyNodeShows(status),
);

claim(
  topic,
  {
    en: '{object} has {count} (ready )endpoint(s)',
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
    en: 'every/each/all node(s) is/are ready',
    ko: '모든 노드가 준비된 상태다',
    example: ['every node is ready', '모든 노드가 준비된 상태다'],
  },
  () => everyNodeShows('Ready'),
);

claim(
  topic,
  {
    en: 'there is/are {count} {kind} in (the )namespace {string}',
    ko: '네임스페이스 {이름} 안의 {종류} 수는 {개수}',
    example: ['there are 3 Pods in namespace "shop"', '네임스페이스 "shop" 안의 Pod 수는 3개다'],
    order: [2, 1, 0],
    none: {
      ko: '네임스페이스 {이름} 안의 {종류} 하나도 없다',
      example: '네임스페이스 "shop" 안의 Pod가 하나도 없다',
    },
  },
  (world: World, count: Count, kind: string, namespace: string) =>
    thereAre(world.kind(kind), count, namespace),
);

claim(
  topic,
  {
    en: '{object} has {count} {owned}',
    ko: '{대상} {owned}(이)(가) {개수} 있다',
    example: ['Deployment "web" has 2 ReplicaSets', 'Deployment "web"에 ReplicaSet이 2개 있다'],
    order: [0, 2, 1],
    none: { ko: '{대상} {owned}(이)(가) 없다', example: 'Deployment "web"에 ReplicaSet이 없다' },
  },
  (world: World, named: Named, count: Count, kind: string) =>
    thereAreOf(world.kind(kind), meant(world, named), count),
);
