import { around, expectSpan } from '../src/scenario/claims/spans';
import type { World } from '../src/scenario/world';
import { sentence, textOf } from './sentence';

const topic = 'Time';
/** The least that time moves by. */
const MOMENT = 0.001;

sentence(
  topic,
  {
    en: '{duration} pass/passes',
    ko: '{시간} 지난다',
    example: ['5 minutes pass', '5분이 지난다'],
  },
  (world: World, time: number) => world.pass(time),
);

sentence(
  topic,
  {
    en: 'the cluster settles',
    ko: '클러스터가 안정된다',
    example: ['the cluster settles', '클러스터가 안정된다'],
  },
  (world: World) => world.settle(),
);

sentence(
  topic,
  {
    en: 'the cluster settles within {duration}',
    ko: '클러스터가 {시간} 안에 안정된다',
    example: ['the cluster settles within 2 minutes', '클러스터가 2분 안에 안정된다'],
  },
  (world: World, limit: number) => world.settle(limit),
);

sentence(
  topic,
  {
    en: 'it took between {duration} and {duration}',
    ko: '{시간}에서 {시간} 사이가 걸렸다',
    example: ['it took between 5 minutes and 6 minutes', '5분에서 6분 사이가 걸렸다'],
  },
  (world: World, least: number, most: number) => expectSpan(world, textOf(world), least, most),
);

sentence(
  topic,
  {
    en: 'it took at least {duration}',
    ko: '{시간} 이상 걸렸다',
    example: ['it took at least 5 minutes', '5분 이상 걸렸다'],
  },
  (world: World, least: number) =>
    expectSpan(world, textOf(world), least, Number.POSITIVE_INFINITY),
);

sentence(
  topic,
  {
    en: 'it took at most {duration}',
    ko: '{시간} 이하가 걸렸다',
    example: ['it took at most 1 minute', '1분 이하가 걸렸다'],
  },
  (world: World, most: number) => expectSpan(world, textOf(world), 0, most),
);

sentence(
  topic,
  {
    en: 'I wait (for ){duration}',
    ko: '{시간} 동안 기다린다',
    example: ['I wait for 5 minutes', '5분 동안 기다린다'],
  },
  (world: World, time: number) => world.pass(time),
);

sentence(
  topic,
  {
    en: 'it took less than {duration}',
    ko: '{시간} 미만이 걸렸다',
    example: ['it took less than 1 minute', '1분 미만이 걸렸다'],
  },
  (world: World, most: number) => expectSpan(world, textOf(world), 0, most - MOMENT),
);

sentence(
  topic,
  {
    en: 'it took more than {duration}',
    ko: '{시간}보다 오래 걸렸다',
    example: ['it took more than 1 minute', '1분보다 오래 걸렸다'],
  },
  (world: World, least: number) =>
    expectSpan(world, textOf(world), least + MOMENT, Number.POSITIVE_INFINITY),
);

sentence(
  topic,
  {
    en: 'it took (about ){duration}',
    ko: '약 {시간} 걸렸다',
    example: ['it took 5 minutes', '약 5분 걸렸다'],
  },
  (world: World, time: number) => expectSpan(world, textOf(world), ...around(time)),
);
