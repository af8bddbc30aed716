import { eventSays, thereAreEvents } from '../src/scenario/claims/events';
import { type Count, none } from '../src/scenario/count';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims about Events';

claim(
  topic,
  {
    en: 'an Event {string} of {object} says {string}',
    ko: '{대상} 이벤트 {이름} {이름}라고 알린다',
    example: [
      'an Event "FailedScheduling" of Pod "web-0" says "0/3 nodes are available"',
      'Pod "web-0"의 이벤트 "FailedScheduling"이 "0/3 nodes are available"라고 알린다',
    ],
    order: [1, 0, 2],
  },
  (world: World, reason: string, named: Named, text: string) =>
    eventSays({ reason, text, about: meant(world, named) }),
);

claim(
  topic,
  {
    en: 'an Event of {object} says {string}',
    ko: '{대상} 어느 이벤트가 {이름}라고 알린다',
    example: [
      'an Event of Pod "web-0" says "0/3 nodes are available"',
      'Pod "web-0"의 어느 이벤트가 "0/3 nodes are available"라고 알린다',
    ],
  },
  (world: World, named: Named, text: string) => eventSays({ text, about: meant(world, named) }),
);

claim(
  topic,
  {
    en: 'an Event {string} of a Pod of {object} says {string}',
    ko: '{대상} 어느 Pod의 이벤트 {이름} {이름}라고 알린다',
    example: [
      'an Event "FailedScheduling" of a Pod of Deployment "web" says "Insufficient cpu"',
      'Deployment "web"의 어느 Pod의 이벤트 "FailedScheduling"이 "Insufficient cpu"라고 알린다',
    ],
    order: [1, 0, 2],
  },
  (world: World, reason: string, named: Named, text: string) =>
    eventSays({ reason, text, about: meant(world, named), ofItsPods: true }),
);

claim(
  topic,
  {
    en: 'an Event {string} says {string}',
    ko: '이벤트 {이름} {이름}라고 알린다',
    example: [
      'an Event "TriggeredScaleUp" says "pod triggered scale-up"',
      '이벤트 "TriggeredScaleUp"이 "pod triggered scale-up"라고 알린다',
    ],
  },
  (_world: World, reason: string, text: string) => eventSays({ reason, text }),
);

claim(
  topic,
  {
    en: 'no Event {string} of {object} says {string}',
    ko: '{대상} 어느 이벤트 {이름}도 {이름}라고 알리지 않는다',
    example: [
      'no Event "FailedScheduling" of Pod "web-0" says "Insufficient cpu"',
      'Pod "web-0"의 어느 이벤트 "FailedScheduling"도 "Insufficient cpu"라고 알리지 않는다',
    ],
    order: [1, 0, 2],
  },
  (world: World, reason: string, named: Named, text: string) =>
    thereAreEvents({ reason, text, about: meant(world, named) }, none),
);

claim(
  topic,
  {
    en: 'no Event of {object} says {string}',
    ko: '{대상} 어느 이벤트도 {이름}라고 알리지 않는다',
    example: [
      'no Event of Pod "web-0" says "Insufficient cpu"',
      'Pod "web-0"의 어느 이벤트도 "Insufficient cpu"라고 알리지 않는다',
    ],
  },
  (world: World, named: Named, text: string) =>
    thereAreEvents({ text, about: meant(world, named) }, none),
);

claim(
  topic,
  {
    en: 'there is/are {count} Event(s) {string} of {object}',
    ko: '{대상} 이벤트 {이름} 수는 {개수}',
    example: [
      'there are 3 Events "BackOff" of Pod "web-0"',
      'Pod "web-0"의 이벤트 "BackOff"의 수는 3개다',
    ],
    order: [2, 1, 0],
    none: {
      ko: '{대상} 이벤트 {이름} 없다',
      example: 'Pod "web-0"의 이벤트 "BackOff"가 없다',
    },
  },
  (world: World, count: Count, reason: string, named: Named) =>
    thereAreEvents({ reason, about: meant(world, named) }, count),
);

claim(
  topic,
  {
    en: 'there is/are {count} Event(s) {string} of the Pods of {object}',
    ko: '{대상} Pod들의 이벤트 {이름} 수는 {개수}',
    example: [
      'there are 3 Events "BackOff" of the Pods of Deployment "web"',
      'Deployment "web"의 Pod들의 이벤트 "BackOff"의 수는 3개다',
    ],
    order: [2, 1, 0],
    none: {
      ko: '{대상} Pod들의 이벤트 {이름} 없다',
      example: 'Deployment "web"의 Pod들의 이벤트 "BackOff"가 없다',
    },
  },
  (world: World, count: Count, reason: string, named: Named) =>
    thereAreEvents({ reason, about: meant(world, named), ofItsPods: true }, count),
);
