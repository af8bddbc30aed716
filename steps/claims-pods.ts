import {
  everyPodIs,
  everyPodShows,
  existPods,
  hasPods,
  podsShow,
} from '../src/scenario/claims/pods';
import type { Count } from '../src/scenario/count';
import type { Quality } from '../src/scenario/workload';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims';

claim(
  topic,
  {
    en: '{object} has {count} {quality} Pod(s)',
    ko: '{대상} {상태의} Pod가 {개수}',
    example: ['Deployment "web" has 3 ready Pods', 'Deployment "web"의 준비된 Pod가 3개다'],
    order: [0, 2, 1],
    none: {
      ko: '{대상} {상태의} Pod가 없다',
      example: 'Deployment "web"의 준비된 Pod가 없다',
    },
  },
  (world: World, named: Named, count: Count, quality: Quality) =>
    hasPods(meant(world, named), count, quality),
);

claim(
  topic,
  {
    en: '{object} has {count} Pod(s)',
    ko: '{대상} Pod가 {개수}',
    example: ['Deployment "web" has 3 Pods', 'Deployment "web"의 Pod가 3개다'],
    none: { ko: '{대상} Pod가 없다', example: 'Deployment "web"의 Pod가 없다' },
  },
  (world: World, named: Named, count: Count) => existPods(meant(world, named), count),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} is/are {status}',
    ko: '{대상} Pod {개수} {status} 상태다',
    example: [
      '1 Pod of Deployment "web" is ImagePullBackOff',
      'Deployment "web"의 Pod 1개가 ImagePullBackOff 상태다',
    ],
    order: [1, 0, 2],
    none: {
      ko: '{대상} Pod 가운데 {status} 상태인 것이 없다',
      example: 'Deployment "web"의 Pod 가운데 ImagePullBackOff 상태인 것이 없다',
    },
  },
  (world: World, count: Count, named: Named, status: string) =>
    podsShow(meant(world, named), count, status),
);

claim(
  topic,
  {
    en: 'every/each/all Pod(s) of {object} is/are {status}',
    ko: '{대상} 모든 Pod가 {status} 상태다',
    example: [
      'every Pod of Deployment "web" is Running',
      'Deployment "web"의 모든 Pod가 Running 상태다',
    ],
  },
  (world: World, named: Named, status: string) => everyPodShows(meant(world, named), status),
);

claim(
  topic,
  {
    en: 'every/each/all Pod(s) of {object} is/are {quality}',
    ko: '{대상} 모든 Pod가 {상태의} 상태다',
    example: [
      'every Pod of Deployment "web" is ready',
      'Deployment "web"의 모든 Pod가 준비된 상태다',
    ],
  },
  (world: World, named: Named, quality: Quality) => everyPodIs(meant(world, named), quality),
);

claim(
  topic,
  {
    en: '{count} Pod(s) of {object} is/are {quality}',
    ko: '{대상} Pod {개수} {상태의} 상태다',
    example: ['2 Pods of Deployment "web" are ready', 'Deployment "web"의 Pod 2개가 준비된 상태다'],
    order: [1, 0, 2],
    none: {
      ko: '{대상} Pod 가운데 {상태의} 것이 없다',
      example: 'Deployment "web"의 Pod 가운데 준비된 것이 없다',
    },
  },
  (world: World, count: Count, named: Named, quality: Quality) =>
    hasPods(meant(world, named), count, quality),
);

claim(
  topic,
  {
    en: 'there is/are {count} {quality} Pod(s) of {object}',
    ko: '{대상} {상태의} Pod 수는 {개수}',
    example: [
      'there are 3 ready Pods of Deployment "web"',
      'Deployment "web"의 준비된 Pod 수는 3개다',
    ],
    order: [2, 1, 0],
    none: {
      ko: '{대상} {상태의} Pod가 하나도 없다',
      example: 'Deployment "web"의 준비된 Pod가 하나도 없다',
    },
  },
  (world: World, count: Count, quality: Quality, named: Named) =>
    hasPods(meant(world, named), count, quality),
);

claim(
  topic,
  {
    en: '{object} has {count} replica(s)',
    ko: '{대상} 레플리카가 {개수}',
    example: ['Deployment "web" has 3 replicas', 'Deployment "web"의 레플리카가 3개다'],
    none: { ko: '{대상} 레플리카가 없다', example: 'Deployment "web"의 레플리카가 없다' },
  },
  (world: World, named: Named, count: Count) => hasPods(meant(world, named), count, 'active'),
);

claim(
  topic,
  {
    en: '{object} has {count} {quality} replica(s)',
    ko: '{대상} {상태의} 레플리카가 {개수}',
    example: [
      'Deployment "web" has 3 ready replicas',
      'Deployment "web"의 준비된 레플리카가 3개다',
    ],
    order: [0, 2, 1],
    none: {
      ko: '{대상} {상태의} 레플리카가 없다',
      example: 'Deployment "web"의 준비된 레플리카가 없다',
    },
  },
  (world: World, named: Named, count: Count, quality: Quality) =>
    hasPods(meant(world, named), count, quality),
);
