import {
  requestsFailed,
  requestsReach,
  requestsSucceeded,
  sendRequests,
} from '../src/scenario/claims/requests';
import { type Count, none } from '../src/scenario/count';
import type { StepMark, World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, history, meant, sentence } from './sentence';

const topic = 'Traffic';
type Since = StepMark | undefined;

sentence(
  topic,
  {
    en: '{number} request(s) per second is/are sent to {object}',
    ko: '{대상} 요청을 초당 {숫자}씩 보낸다',
    example: [
      '100 requests per second are sent to Service "web"',
      'Service "web"으로 요청을 초당 100개씩 보낸다',
    ],
    order: [1, 0],
  },
  (world: World, rate: number, named: Named) => sendRequests(world, meant(world, named), rate),
);

sentence(
  topic,
  {
    en: 'no more requests are sent to {object}',
    ko: '{대상} 더는 요청을 보내지 않는다',
    example: [
      'no more requests are sent to Service "web"',
      'Service "web"으로 더는 요청을 보내지 않는다',
    ],
  },
  (world: World, named: Named) => sendRequests(world, meant(world, named), 0),
);

claim(
  topic,
  {
    en: 'requests to {object} reach {count}( different) Pod(s)',
    ko: '{대상} 보낸 요청을 받은 Pod가 {개수}',
    example: [
      'requests to Service "web" reach 3 different Pods',
      'Service "web"으로 보낸 요청을 받은 Pod가 3개다',
    ],
  },
  (world: World, named: Named, count: Count) => requestsReach(meant(world, named), count),
);

history(
  topic,
  {
    en: '{count} request(s) to {object} failed',
    ko: '{대상} 보낸 요청 중 실패한 요청은 {개수}',
    example: [
      '10 requests to Service "web" failed',
      'Service "web"으로 보낸 요청 중 실패한 요청은 10개였다',
    ],
    order: [1, 0],
    none: {
      ko: '{대상} 보낸 요청은 하나도 실패하지 않았다',
      example: 'Service "web"으로 보낸 요청은 하나도 실패하지 않았다',
    },
    ripens: true,
  },
  (world: World, since: Since, count: Count, named: Named) =>
    requestsFailed(world, meant(world, named), count, since),
);

history(
  topic,
  {
    en: 'at least {float}% of (the )requests to {object} succeeded',
    ko: '{대상} 보낸 요청의 {float}% 이상이 성공했다',
    example: [
      'at least 99.9% of the requests to Service "web" succeeded',
      'Service "web"으로 보낸 요청의 99.9% 이상이 성공했다',
    ],
    order: [1, 0],
    ripens: true,
  },
  (world: World, since: Since, percent: number, named: Named) =>
    requestsSucceeded(world, meant(world, named), percent, since),
);

history(
  topic,
  {
    en: 'every/each/all request(s) to {object} succeeded',
    ko: '{대상} 보낸 요청이 모두 성공했다',
    example: [
      'every request to Service "web" succeeded',
      'Service "web"으로 보낸 요청이 모두 성공했다',
    ],
  },
  (world: World, since: Since, named: Named) =>
    requestsFailed(world, meant(world, named), none, since),
);

history(
  topic,
  {
    en: 'at most {float}% of (the )requests to {object} failed',
    ko: '{대상} 보낸 요청의 {float}% 이하가 실패했다',
    example: [
      'at most 0.1% of the requests to Service "web" failed',
      'Service "web"으로 보낸 요청의 0.1% 이하가 실패했다',
    ],
    order: [1, 0],
  },
  (world: World, since: Since, percent: number, named: Named) =>
    requestsSucceeded(world, meant(world, named), 100 - percent, since),
);
