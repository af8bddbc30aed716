import {
  isAccepted,
  isRefused,
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

const topic = 'Claims about refusals, output and logs';

claim(
  topic,
  {
    en: 'it is/was refused with {string}',
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
    en: 'it is/was refused with:',
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
    en: 'the log(s) of {object} contain(s) {string}',
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
    en: 'the log(s) of {object} does/do not contain {string}',
    ko: '{대상} 로그에 {이름} 들어 있지 않다',
    example: [
      'the log of Pod "hello" does not contain "panic"',
      'Pod "hello"의 로그에 "panic"이 들어 있지 않다',
    ],
  },
  (world: World, named: Named, text: string) => logLacks(meant(world, named), text),
);

claim(
  topic,
  {
    en: 'the log(s) of container {string} of/in {object} contain(s) {string}',
    ko: '{대상} 컨테이너 {이름} 로그에 {이름} 들어 있다',
    example: [
      'the log of container "app" of Pod "hello" contains "Hello, Kubernetes!"',
      'Pod "hello"의 컨테이너 "app"의 로그에 "Hello, Kubernetes!"가 들어 있다',
    ],
    order: [1, 0, 2],
  },
  (world: World, container: string, named: Named, text: string) =>
    logContains(meant(world, named), text, container),
);

claim(
  topic,
  {
    en: 'the log(s) of container {string} of/in {object} does/do not contain {string}',
    ko: '{대상} 컨테이너 {이름} 로그에 {이름} 들어 있지 않다',
    example: [
      'the log of container "app" of Pod "hello" does not contain "panic"',
      'Pod "hello"의 컨테이너 "app"의 로그에 "panic"이 들어 있지 않다',
    ],
    order: [1, 0, 2],
  },
  (world: World, container: string, named: Named, text: string) =>
    logLacks(meant(world, named), text, container),
);

claim(
  topic,
  {
    en: 'it is/was refused',
    ko: '거부된다',
    example: ['it is refused', '거부된다'],
  },
  () => isRefused,
);

claim(
  topic,
  {
    en: 'it is/was not refused',
    ko: '거부되지 않는다',
    example: ['it is not refused', '거부되지 않는다'],
  },
  () => isAccepted,
);

claim(
  topic,
  { en: 'it succeeds', ko: '성공한다', example: ['it succeeds', '성공한다'] },
  () => isAccepted,
);
