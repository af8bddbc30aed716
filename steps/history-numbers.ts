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

history(
  topic,
  {
    en: 'at all times the field {string} of {object} was at least {float}',
    ko: '{대상} 필드 {이름} 값은 항상 {float} 이상이었다',
    example: [
      'at all times the field "spec.replicas" of Deployment "web" was at least 2',
      'Deployment "web"의 필드 "spec.replicas"의 값은 항상 2 이상이었다',
    ],
    order: [1, 0, 2],
  },
  (world: World, since: Since, path: string, named: Named, number: number) => {
    const bound = { path, test: atLeast(number), when: 'always' } as const;
    return fieldOverTime(world, meant(world, named), bound, since);
  },
);

history(
  topic,
  {
    en: 'at all times the field {string} of {object} was at most {float}',
    ko: '{대상} 필드 {이름} 값은 항상 {float} 이하였다',
    example: [
      'at all times the field "spec.replicas" of Deployment "web" was at most 10',
      'Deployment "web"의 필드 "spec.replicas"의 값은 항상 10 이하였다',
    ],
    order: [1, 0, 2],
  },
  (world: World, since: Since, path: string, named: Named, number: number) => {
    const bound = { path, test: atMost(number), when: 'always' } as const;
    return fieldOverTime(world, meant(world, named), bound, since);
  },
);

history(
  topic,
  {
    en: 'at all times the field {string} of {object} was {literal}',
    ko: '{대상} 필드 {이름} 값은 항상 {literal}(이었다)(였다)',
    example: [
      'at all times the field "spec.replicas" of Deployment "web" was 3',
      'Deployment "web"의 필드 "spec.replicas"의 값은 항상 3이었다',
    ],
    order: [1, 0, 2],
  },
  (world: World, since: Since, path: string, named: Named, value: string) => {
    const bound = { path, test: isText(value), when: 'always' } as const;
    return fieldOverTime(world, meant(world, named), bound, since);
  },
);

history(
  topic,
  {
    en: 'at no time the field {string} of {object} was {literal}',
    ko: '{대상} 필드 {이름} 값이 {literal}인 때는 한 번도 없었다',
    example: [
      'at no time the field "spec.replicas" of Deployment "web" was 0',
      'Deployment "web"의 필드 "spec.replicas"의 값이 0인 때는 한 번도 없었다',
    ],
    order: [1, 0, 2],
  },
  (world: World, since: Since, path: string, named: Named, value: string) => {
    const bound = { path, test: isText(value), when: 'never' } as const;
    return fieldOverTime(world, meant(world, named), bound, since);
  },
);

history(
  topic,
  {
    en: 'at no time the field {string} of {object} was {string}',
    ko: '{대상} 필드 {이름} 값이 {이름}인 때는 한 번도 없었다',
    example: [
      'at no time the field "status.phase" of Pod "web" was "Failed"',
      'Pod "web"의 필드 "status.phase"의 값이 "Failed"인 때는 한 번도 없었다',
    ],
    order: [1, 0, 2],
  },
  (world: World, since: Since, path: string, named: Named, value: string) => {
    const bound = { path, test: isText(value), when: 'never' } as const;
    return fieldOverTime(world, meant(world, named), bound, since);
  },
);
