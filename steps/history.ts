import { noNodeRan } from '../src/scenario/claims/nodes-over-time';
import { startedInOrder, stoppedInReverse } from '../src/scenario/claims/order-over-time';
import { podsOverTime } from '../src/scenario/claims/pods-over-time';
import { stateOverTime } from '../src/scenario/claims/states-over-time';
import type { Count } from '../src/scenario/count';
import type { Quality } from '../src/scenario/workload';
import type { StepMark, World } from '../src/scenario/world';
import type { Named } from './parameters';
import { history, meant } from './sentence';

const topic = 'Claims over time';
type Since = StepMark | undefined;

history(
  topic,
  {
    en: 'at no time {count} Pod(s) of {object} was/were {quality}',
    ko: '{대상} {상태의} Pod가 {개수}인 때는 한 번도 없었다',
    example: [
      'at no time fewer than 3 Pods of Deployment "web" were ready',
      'Deployment "web"의 준비된 Pod가 3개 미만인 때는 한 번도 없었다',
    ],
    order: [2, 0, 1],
  },
  (world: World, since: Since, count: Count, named: Named, quality: Quality) =>
    podsOverTime(world, meant(world, named), { count, when: 'never' }, quality, since),
);

history(
  topic,
  {
    en: 'at all times {count} Pod(s) of {object} was/were {quality}',
    ko: '{대상} {상태의} Pod가 항상 {개수}',
    example: [
      'at all times at least 3 Pods of Deployment "web" were ready',
      'Deployment "web"의 준비된 Pod가 항상 3개 이상이었다',
    ],
    order: [2, 0, 1],
  },
  (world: World, since: Since, count: Count, named: Named, quality: Quality) =>
    podsOverTime(world, meant(world, named), { count, when: 'always' }, quality, since),
);

history(
  topic,
  {
    en: 'at all times no node ran {count} Pod(s) of {object}',
    ko: '어느 노드도 {대상} Pod를 {개수} 실행한 적이 없다',
    example: [
      'at all times no node ran more than 2 Pods of Deployment "web"',
      '어느 노드도 Deployment "web"의 Pod를 2개 초과 실행한 적이 없다',
    ],
    order: [1, 0],
  },
  (world: World, since: Since, count: Count, named: Named) =>
    noNodeRan(world, meant(world, named), { count }, since),
);

history(
  topic,
  {
    en: 'at all times {object} was {state}',
    ko: '{대상} 항상 {상태} 상태였다',
    example: [
      'at all times Deployment "web" was available',
      'Deployment "web"이 항상 사용 가능 상태였다',
    ],
  },
  (world: World, since: Since, named: Named, state: string) =>
    stateOverTime(world, meant(world, named), state, 'always', since),
);

history(
  topic,
  {
    en: 'at no time {object} was {state}',
    ko: '{대상} {상태} 상태인 때는 한 번도 없었다',
    example: [
      'at no time Deployment "web" was failed',
      'Deployment "web"이 실패 상태인 때는 한 번도 없었다',
    ],
  },
  (world: World, since: Since, named: Named, state: string) =>
    stateOverTime(world, meant(world, named), state, 'never', since),
);

history(
  topic,
  {
    en: 'the Pods of {object} started one after another in order',
    ko: '{대상} Pod들이 차례로 하나씩 시작되었다',
    example: [
      'the Pods of StatefulSet "db" started one after another in order',
      'StatefulSet "db"의 Pod들이 차례로 하나씩 시작되었다',
    ],
  },
  (world: World, since: Since, named: Named) => startedInOrder(world, meant(world, named), since),
);

history(
  topic,
  {
    en: 'the Pods of {object} stopped one after another in reverse order',
    ko: '{대상} Pod들이 거꾸로 하나씩 종료되었다',
    example: [
      'the Pods of StatefulSet "db" stopped one after another in reverse order',
      'StatefulSet "db"의 Pod들이 거꾸로 하나씩 종료되었다',
    ],
  },
  (world: World, since: Since, named: Named) => stoppedInReverse(world, meant(world, named), since),
);

history(
  topic,
  {
    en: 'at no time {count} Pod(s) of {object} ran on {node}',
    ko: '{대상} Pod가 {노드} {개수} 실행된 때는 한 번도 없었다',
    example: [
      'at no time more than 2 Pods of Deployment "web" ran on node "node-1"',
      'Deployment "web"의 Pod가 노드 "node-1"에서 2개 초과 실행된 때는 한 번도 없었다',
    ],
    order: [2, 0, 1],
  },
  (world: World, since: Since, count: Count, named: Named, node: string) =>
    noNodeRan(world, meant(world, named), { count, node }, since),
);

history(
  topic,
  {
    en: 'at no time {object} was {status}',
    ko: '{대상} {status} 상태인 때는 한 번도 없었다',
    example: [
      'at no time node "node-1" was NotReady',
      '노드 "node-1"이 NotReady 상태인 때는 한 번도 없었다',
    ],
  },
  (world: World, since: Since, named: Named, status: string) =>
    stateOverTime(world, meant(world, named), status, 'never', since),
);

history(
  topic,
  {
    en: 'at all times {object} was {status}',
    ko: '{대상} 항상 {status} 상태였다',
    example: ['at all times node "node-1" was Ready', '노드 "node-1"이 항상 Ready 상태였다'],
  },
  (world: World, since: Since, named: Named, status: string) =>
    stateOverTime(world, meant(world, named), status, 'always', since),
);
