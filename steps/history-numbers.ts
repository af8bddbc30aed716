import { atLeast, atMost, isText } from '../src/scenario/claims/fields';
import { endpointsOverTime, objectsOverTime } from '../src/scenario/claims/numbers-over-time';
import { fieldOverTime } from '../src/scenario/claims/states-over-time';
import type { Count } from '../src/scenario/count';
import type { StepMark, World } from '../src/scenario/world';
import type { Named } from './parameters';
import { history, meant } from './sentence';

const topic = 'Claims over time';
type Since = StepMark | undefined;

history(
  topic,
  {
    en: 'at no time {object} had {count} (ready )endpoint(s)',
    ko: '{대상} 엔드포인트가 {개수}인 때는 한 번도 없었다',
    example: [
      'at no time Service "web" had fewer than 3 endpoints',
      'Service "web"의 엔드포인트가 3개 미만인 때는 한 번도 없었다',
    ],
  },
  (world: World, since: Since, named: Named, count: Count) =>
    endpointsOverTime(world, meant(world, named), { count, when: 'never' }, since),
);

history(
  topic,
  {
    en: 'at all times {object} had {count} (ready )endpoint(s)',
    ko: '{대상} 엔드포인트가 항상 {개수}',
    example: [
      'at all times Service "web" had at least 3 endpoints',
      'Service "web"의 엔드포인트가 항상 3개 이상이었다',
    ],
  },
  (world: World, since: Since, named: Named, count: Count) =>
    endpointsOverTime(world, meant(world, named), { count, when: 'always' }, since),
);

history(
  topic,
  {
    en: 'at no time there was/were {count} {kind}',
    ko: '{kind} 수가 {개수}인 때는 한 번도 없었다',
    example: [
      'at no time there were more than 5 nodes',
      'Node 수가 5개 초과인 때는 한 번도 없었다',
    ],
    order: [1, 0],
  },
  (world: World, since: Since, count: Count, kind: string) =>
    objectsOverTime(world, world.kind(kind), { count, when: 'never' }, since),
);

history(
  topic,
  {
    en: 'at all times there was/were {count} {kind}',
    ko: '{kind} 수가 항상 {개수}',
    example: ['at all times there were at least 2 nodes', 'Node 수가 항상 2개 이상이었다'],
    order: [1, 0],
  },
  (world: World, since: Since, count: Count, kind: string) =>
    objectsOverTime(world, world.kind(kind), { count, when: 'always' }, since),
);

/** A number, or a text. */
type Given = string | number;

/** What a field always was, or never: how the sentence goes on behind "the field … of …". */
const FIELDS = [
  {
    when: 'always',
    en: 'was at least {float}',
    ko: '값은 항상 {float} 이상이었다',
    test: (least: Given) => atLeast(Number(least)),
    example: ['was at least 2', '값은 항상 2 이상이었다'],
  },
  {
    when: 'always',
    en: 'was at most {float}',
    ko: '값은 항상 {float} 이하였다',
    test: (most: Given) => atMost(Number(most)),
    example: ['was at most 10', '값은 항상 10 이하였다'],
  },
  {
    when: 'always',
    en: 'was {literal}',
    ko: '값은 항상 {literal}(이었다)(였다)',
    test: (text: Given) => isText(String(text)),
    example: ['was 3', '값은 항상 3이었다'],
  },
  {
    when: 'always',
    en: 'was {string}',
    ko: '값은 항상 {이름}(이었다)(였다)',
    test: (text: Given) => isText(String(text)),
    example: ['was "3"', '값은 항상 "3"이었다'],
  },
  {
    when: 'never',
    en: 'was {literal}',
    ko: '값이 {literal}인 때는 한 번도 없었다',
    test: (text: Given) => isText(String(text)),
    example: ['was 0', '값이 0인 때는 한 번도 없었다'],
  },
  {
    when: 'never',
    en: 'was {string}',
    ko: '값이 {이름}인 때는 한 번도 없었다',
    test: (text: Given) => isText(String(text)),
    example: ['was "0"', '값이 "0"인 때는 한 번도 없었다'],
  },
] as const;
for (const { when, en, ko, test, example } of FIELDS) {
  const beginning = when === 'always' ? 'at all times' : 'at no time';
  history(
    topic,
    {
      en: `${beginning} the field {string} of {object} ${en}`,
      ko: `{대상} 필드 {이름} ${ko}`,
      example: [
        `${beginning} the field "spec.replicas" of Deployment "web" ${example[0]}`,
        `Deployment "web"의 필드 "spec.replicas"의 ${example[1]}`,
      ],
      order: [1, 0, 2],
    },
    (world: World, since: Since, path: string, named: Named, value: Given) =>
      fieldOverTime(world, meant(world, named), { path, test: test(value), when }, since),
  );
}
