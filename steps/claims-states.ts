import { isInState } from '../src/scenario/claims/objects';
import { shows } from '../src/scenario/claims/shown-status';
import { expectThroughout, expectWithin } from '../src/scenario/expect';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant, sentence, textOf } from './sentence';

const topic = 'Claims';

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
    expectWithin(world, textOf(world), shows(meant(world, named), status), limit),
);

/** How a workload comes to an end, and the state that it is in then. */
const ENDINGS = [
  {
    en: 'completes its rollout',
    ko: '롤아웃을 마친다',
    state: 'complete',
    example: ['Deployment "web"', 'Deployment "web"이'],
  },
  {
    en: 'completes',
    ko: '완료된다',
    state: 'complete',
    example: ['Job "pi"', 'Job "pi"가'],
  },
  { en: 'fails', ko: '실패한다', state: 'failed', example: ['Job "pi"', 'Job "pi"가'] },
] as const;
for (const { en, ko, state, example } of ENDINGS) {
  sentence(
    topic,
    {
      en: `{object} ${en} within {duration}`,
      ko: `{대상} {시간} 안에 ${ko}`,
      example: [`${example[0]} ${en} within 2 minutes`, `${example[1]} 2분 안에 ${ko}`],
    },
    (world: World, named: Named, limit: number) =>
      expectWithin(world, textOf(world), isInState(meant(world, named), state), limit),
  );
}

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
    expectThroughout(world, textOf(world), shows(meant(world, named), status), span),
);

claim(
  topic,
  {
    en: '{object} is {status}',
    ko: '{대상} {status} 상태다',
    example: ['Pod "web-0" is Running', 'Pod "web-0"이 Running 상태다'],
  },
  (world: World, named: Named, status: string) => shows(meant(world, named), status),
);
