import type { Count } from '../src/scenario/count';
import { claimError } from '../src/scenario/failure';
import { everyNodeRan, neverPods, startedInOrder } from '../src/scenario/history';
import type { Verdict } from '../src/scenario/verdict';
import type { Quality } from '../src/scenario/workload';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { meant, sentence } from './sentence';

const topic = 'Claims over time';

function expectVerdict(world: World, verdict: Verdict): void {
  if (verdict.state !== 'holds') throw claimError(world, world.marks.at(-1)?.text ?? '', verdict);
}

sentence(
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
  (world: World, count: Count, named: Named, quality: Quality) =>
    expectVerdict(world, neverPods(world, meant(world, named), count, quality, undefined)),
);

sentence(
  topic,
  {
    en: 'since {mark} at no time {count} Pod(s) of {object} was/were {quality}',
    ko: '「{mark}」 이후로 {대상} {상태의} Pod가 {개수}인 때는 한 번도 없었다',
    example: [
      'since I set the image at no time more than 5 Pods of Deployment "web" were active',
      '「Deployment "web"의 컨테이너」 이후로 Deployment "web"의 활성 Pod가 5개 초과인 때는 한 번도 없었다',
    ],
    order: [0, 3, 1, 2],
  },
  (world: World, mark: string, count: Count, named: Named, quality: Quality) =>
    expectVerdict(world, neverPods(world, meant(world, named), count, quality, world.markOf(mark))),
);

sentence(
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
  (world: World, count: Count, named: Named) =>
    expectVerdict(world, everyNodeRan(world, meant(world, named), count, true)),
);

sentence(
  topic,
  {
    en: 'the Pods of {object} started one after another in order',
    ko: '{대상} Pod들이 차례로 하나씩 시작되었다',
    example: [
      'the Pods of StatefulSet "db" started one after another in order',
      'StatefulSet "db"의 Pod들이 차례로 하나씩 시작되었다',
    ],
  },
  (world: World, named: Named) => expectVerdict(world, startedInOrder(world, meant(world, named))),
);
