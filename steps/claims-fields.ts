import {
  atLeast,
  atMost,
  containsText,
  fieldSays,
  isNothing,
  isText,
  matches,
} from '../src/scenario/claims/fields';
import {
  isRefusedWith,
  logContains,
  logLacks,
  outputContains,
  outputIs,
  outputLacks,
} from '../src/scenario/claims/words';
import type { World } from '../src/scenario/world';
import type { Named } from './parameters';
import { claim, meant } from './sentence';

const topic = 'Claims about fields and words';

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
    en: 'it is refused with {string}',
    ko: '{이름}라는 이유로 거부된다',
    example: [
      'it is refused with "selector does not match template labels"',
      '"selector does not match template labels"라는 이유로 거부된다',
    ],
  },
  (_world: World, text: string) => isRefusedWith(text),
);

claim(
  topic,
  {
    en: 'it is refused with:',
    ko: '다음과 같은 이유로 거부된다:',
    example: ['it is refused with:', '다음과 같은 이유로 거부된다:'],
  },
  (_world: World, text: string) => isRefusedWith(text),
);

claim(
  topic,
  {
    en: 'the output is:',
    ko: '출력은 다음과 같다:',
    example: ['the output is:', '출력은 다음과 같다:'],
  },
  (_world: World, text: string) => outputIs(text),
);

claim(
  topic,
  {
    en: 'the output contains {string}',
    ko: '출력에 {이름} 들어 있다',
    example: [
      'the output contains "deployment.apps/web scaled"',
      '출력에 "deployment.apps/web scaled"가 들어 있다',
    ],
  },
  (_world: World, text: string) => outputContains(text),
);

claim(
  topic,
  {
    en: 'the output does not contain {string}',
    ko: '출력에 {이름} 들어 있지 않다',
    example: ['the output does not contain "Error"', '출력에 "Error"가 들어 있지 않다'],
  },
  (_world: World, text: string) => outputLacks(text),
);

claim(
  topic,
  {
    en: 'the log of {object} contains {string}',
    ko: '{대상} 로그에 {이름} 들어 있다',
    example: [
      'the log of Pod "hello" contains "Hello, Kubernetes!"',
      'Pod "hello"의 로그에 "Hello, Kubernetes!"가 들어 있다',
    ],
  },
  (world: World, named: Named, text: string) => logContains(meant(world, named), text),
);

claim(
  topic,
  {
    en: 'the log of {object} does not contain {string}',
    ko: '{대상} 로그에 {이름} 들어 있지 않다',
    example: [
      'the log of Pod "hello" does not contain "panic"',
      'Pod "hello"의 로그에 "panic"이 들어 있지 않다',
    ],
  },
  (world: World, named: Named, text: string) => logLacks(meant(world, named), text),
);
