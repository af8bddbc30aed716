import {
  atLeast,
  atMost,
  containsText,
  fieldSays,
  isNothing,
  isNotText,
  isSomething,
  isText,
  lacksText,
  matches,
} from '../src/scenario/claims/fields';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims about fields';

claim(
  topic,
  {
    en: '{object} matches:',
    ko: '{대상} 다음과 일치한다:',
    example: ['Deployment "web" matches:', 'Deployment "web"이 다음과 일치한다:'],
  },
  (world: World, named: Named, yaml: string) => matches(meant(world, named), yaml),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is {literal}',
    ko: '{대상} 필드 {이름} 값은 {literal}(이)다',
    example: [
      'the field "status.readyReplicas" of Deployment "web" is 3',
      'Deployment "web"의 필드 "status.readyReplicas"의 값은 3이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, value: string) =>
    fieldSays(meant(world, named), path, isText(value)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is {string}',
    ko: '{대상} 필드 {이름} 값은 {이름}이다',
    example: [
      'the field "spec.strategy.type" of Deployment "web" is "Recreate"',
      'Deployment "web"의 필드 "spec.strategy.type"의 값은 "Recreate"이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, value: string) =>
    fieldSays(meant(world, named), path, isText(value)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is at least {float}',
    ko: '{대상} 필드 {이름} 값은 {float} 이상이다',
    example: [
      'the field "status.readyReplicas" of Deployment "web" is at least 3',
      'Deployment "web"의 필드 "status.readyReplicas"의 값은 3 이상이다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, value: number) =>
    fieldSays(meant(world, named), path, atLeast(value)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is at most {float}',
    ko: '{대상} 필드 {이름} 값은 {float} 이하다',
    example: [
      'the field "status.readyReplicas" of Deployment "web" is at most 3',
      'Deployment "web"의 필드 "status.readyReplicas"의 값은 3 이하다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, value: number) =>
    fieldSays(meant(world, named), path, atMost(value)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} contains {string}',
    ko: '{대상} 필드 {이름} {이름} 포함한다',
    example: [
      'the field "spec.template.spec.containers" of Deployment "web" contains "nginx"',
      'Deployment "web"의 필드 "spec.template.spec.containers"가 "nginx"를 포함한다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, text: string) =>
    fieldSays(meant(world, named), path, containsText(text)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is absent',
    ko: '{대상} 필드 {이름} 값이 없다',
    example: [
      'the field "spec.nodeName" of Pod "web-0" is absent',
      'Pod "web-0"의 필드 "spec.nodeName"에 값이 없다',
    ],
    order: [1, 0],
  },
  (world: World, path: string, named: Named) => fieldSays(meant(world, named), path, isNothing),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is not {literal}',
    ko: '{대상} 필드 {이름} 값은 {literal}(이)(가) 아니다',
    example: [
      'the field "status.readyReplicas" of Deployment "web" is not 3',
      'Deployment "web"의 필드 "status.readyReplicas"의 값은 3이 아니다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, value: string) =>
    fieldSays(meant(world, named), path, isNotText(value)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is not {string}',
    ko: '{대상} 필드 {이름} 값은 {이름} 아니다',
    example: [
      'the field "spec.nodeName" of Pod "web-0" is not "node-1"',
      'Pod "web-0"의 필드 "spec.nodeName"의 값은 "node-1"이 아니다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, value: string) =>
    fieldSays(meant(world, named), path, isNotText(value)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} does not contain {string}',
    ko: '{대상} 필드 {이름} {이름} 포함하지 않는다',
    example: [
      'the field "metadata.finalizers" of Deployment "web" does not contain "foreground"',
      'Deployment "web"의 필드 "metadata.finalizers"가 "foreground"를 포함하지 않는다',
    ],
    order: [1, 0, 2],
  },
  (world: World, path: string, named: Named, text: string) =>
    fieldSays(meant(world, named), path, lacksText(text)),
);

claim(
  topic,
  {
    en: 'the field {string} of {object} is present',
    ko: '{대상} 필드 {이름} 값이 있다',
    example: [
      'the field "spec.nodeName" of Pod "web-0" is present',
      'Pod "web-0"의 필드 "spec.nodeName"에 값이 있다',
    ],
    order: [1, 0],
  },
  (world: World, path: string, named: Named) => fieldSays(meant(world, named), path, isSomething),
);
