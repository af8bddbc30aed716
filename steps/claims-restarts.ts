import { hasRestarted, podsRestarted } from '../src/scenario/claims/restarts';
import { type Count, none } from '../src/scenario/count';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims about restarts';

claim(
  topic,
  {
    en: '{object} has restarted {times}',
    ko: '{대상} {개수} 다시 시작했다',
    example: ['Pod "web-0" has restarted 3 times', 'Pod "web-0"이 3번 다시 시작했다'],
  },
  (world: World, named: Named, count: Count) => hasRestarted(meant(world, named), count),
);

claim(
  topic,
  {
    en: 'container {string} of {object} has restarted {times}',
    ko: '{대상} 컨테이너 {이름} {개수} 다시 시작했다',
    example: [
      'container "app" of Pod "web-0" has restarted 3 times',
      'Pod "web-0"의 컨테이너 "app"이 3번 다시 시작했다',
    ],
    order: [1, 0, 2],
  },
  (world: World, container: string, named: Named, count: Count) =>
    hasRestarted(meant(world, named), count, container),
);

claim(
  topic,
  {
    en: '{object} has not/never restarted',
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
