import { not } from '../src/scenario/claims/negation';
import { isInState, reaches } from '../src/scenario/claims/objects';
import { podShows } from '../src/scenario/claims/pods';
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
  (world: World, named: Named, state: string) => reaches(meant(world, named), state),
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
    expectWithin(world, textOf(world), reaches(meant(world, named), state), limit),
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
      expectWithin(world, textOf(world), reaches(meant(world, named), state), limit),
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

claim(
  topic,
  {
    en: '{object} is not {state}',
    ko: '{대상} {상태} 상태가 아니다',
    example: ['Deployment "web" is not available', 'Deployment "web"이 사용 가능 상태가 아니다'],
  },
  (world: World, named: Named, state: string) => {
    const reference = meant(world, named);
    return not(reference, isInState(reference, state), `is ${state}`);
  },
);

claim(
  topic,
  {
    en: '{object} is not {status}',
    ko: '{대상} {status} 상태가 아니다',
    example: [
      'node "node-1" is not SchedulingDisabled',
      '노드 "node-1"이 SchedulingDisabled 상태가 아니다',
    ],
  },
  (world: World, named: Named, status: string) => {
    const reference = meant(world, named);
    return not(reference, shows(reference, status), `is ${status}`);
  },
);

sentence(
  topic,
  {
    en: '{object} becomes {status} on {node} within {duration}',
    ko: '{대상} {시간} 안에 {노드} {status} 상태가 된다',
    example: [
      'Pod "web-0" becomes Running on node "node-2" within 1 minute',
      'Pod "web-0"이 1분 안에 노드 "node-2"에서 Running 상태가 된다',
    ],
    order: [0, 3, 2, 1],
  },
  (world: World, named: Named, status: string, node: string, limit: number) =>
    expectWithin(world, textOf(world), podShows(meant(world, named), status, node), limit),
);

/** How a workload is said to have come to an end, and the state that it is in. */
const ENDED = [
  { en: 'has completed', ko: '완료되어 있다', state: 'complete' },
  { en: 'has failed', ko: '실패해 있다', state: 'failed' },
] as const;
for (const { en, ko, state } of ENDED) {
  claim(
    topic,
    {
      en: `{object} ${en}`,
      ko: `{대상} ${ko}`,
      example: [`Job "pi" ${en}`, `Job "pi"가 ${ko}`],
    },
    (world: World, named: Named) => isInState(meant(world, named), state),
  );
}
