import { milliValue, wholeValue } from '../src/api/quantity';
import type { World } from '../src/scenario/world';
import { sentence } from './sentence';

const topic = 'Images and what their containers do';

sentence(
  topic,
  {
    en: 'the image {string} does not exist',
    ko: '이미지 {이름} 존재하지 않는다',
    example: ['the image "shop:1.1" does not exist', '이미지 "shop:1.1"은 존재하지 않는다'],
  },
  (world: World, image: string) => world.tellImages((images) => images.doesNotExist(image)),
);

sentence(
  topic,
  {
    en: 'the image {string} exists',
    ko: '이미지 {이름} 존재한다',
    example: ['the image "shop:1.1" exists', '이미지 "shop:1.1"이 존재한다'],
  },
  (world: World, image: string) => world.tellImages((images) => images.exists(image)),
);

sentence(
  topic,
  {
    en: 'the image {string} takes {duration} to pull',
    ko: '이미지 {이름} 내려받는 데 {시간} 걸린다',
    example: [
      'the image "shop:1.1" takes 30 seconds to pull',
      '이미지 "shop:1.1"은 내려받는 데 30초가 걸린다',
    ],
  },
  (world: World, image: string, time: number) =>
    world.tellImages((images) => images.takesToPull(image, time)),
);

sentence(
  topic,
  {
    en: 'the image {string} becomes ready after {duration}',
    ko: '이미지 {이름} {시간} 후에 준비된다',
    example: [
      'the image "shop:1.1" becomes ready after 20 seconds',
      '이미지 "shop:1.1"은 20초 후에 준비된다',
    ],
  },
  (world: World, image: string, time: number) =>
    world.tellImages((images) => images.becomesReadyAfter(image, time)),
);

sentence(
  topic,
  {
    en: 'the image {string} never becomes ready',
    ko: '이미지 {이름} 끝내 준비되지 않는다',
    example: [
      'the image "shop:1.1" never becomes ready',
      '이미지 "shop:1.1"은 끝내 준비되지 않는다',
    ],
  },
  (world: World, image: string) => world.tellImages((images) => images.neverBecomesReady(image)),
);

sentence(
  topic,
  {
    en: 'the image {string} exits with code {int} after {duration}',
    ko: '이미지 {이름} {시간} 후에 코드 {숫자} 종료된다',
    example: [
      'the image "shop:1.1" exits with code 1 after 3 seconds',
      '이미지 "shop:1.1"은 3초 후에 코드 1로 종료된다',
    ],
    order: [0, 2, 1],
  },
  (world: World, image: string, code: number, time: number) =>
    world.tellImages((images) => images.exitsAfter(image, time, code)),
);

sentence(
  topic,
  {
    en: 'the image {string} exits with code {int}',
    ko: '이미지 {이름} 시작하자마자 코드 {숫자} 종료된다',
    example: [
      'the image "shop:1.1" exits with code 1',
      '이미지 "shop:1.1"은 시작하자마자 코드 1로 종료된다',
    ],
  },
  (world: World, image: string, code: number) =>
    world.tellImages((images) => images.exitsAfter(image, 0, code)),
);

sentence(
  topic,
  {
    en: 'the image {string} completes after {duration}',
    ko: '이미지 {이름} {시간} 후에 작업을 마친다',
    example: [
      'the image "shop:1.1" completes after 2 minutes',
      '이미지 "shop:1.1"은 2분 후에 작업을 마친다',
    ],
  },
  (world: World, image: string, time: number) =>
    world.tellImages((images) => images.completesAfter(image, time)),
);

sentence(
  topic,
  {
    en: 'the image {string} uses {quantity} CPU(s) and {quantity} (of )memory',
    ko: '이미지 {이름} CPU {수량} 메모리 {수량} 사용한다',
    example: [
      'the image "shop:1.1" uses 300m CPU and 512Mi memory',
      '이미지 "shop:1.1"은 CPU 300m과 메모리 512Mi를 사용한다',
    ],
  },
  (world: World, image: string, cpu: string, memory: string) =>
    world.tellImages((images) =>
      images.uses(image, { cpu: milliValue(cpu), memory: wholeValue(memory) }),
    ),
);

sentence(
  topic,
  {
    en: 'the image {string} uses {quantity} CPU(s)',
    ko: '이미지 {이름} CPU {수량} 사용한다',
    example: ['the image "shop:1.1" uses 300m CPU', '이미지 "shop:1.1"은 CPU 300m을 사용한다'],
  },
  (world: World, image: string, cpu: string) =>
    world.tellImages((images) => images.uses(image, { cpu: milliValue(cpu) })),
);

sentence(
  topic,
  {
    en: 'the image {string} uses {quantity} (of )memory',
    ko: '이미지 {이름} 메모리 {수량} 사용한다',
    example: [
      'the image "shop:1.1" uses 512Mi memory',
      '이미지 "shop:1.1"은 메모리 512Mi를 사용한다',
    ],
  },
  (world: World, image: string, memory: string) =>
    world.tellImages((images) => images.uses(image, { memory: wholeValue(memory) })),
);

sentence(
  topic,
  {
    en: 'the image {string} logs {string}',
    ko: '이미지 {이름} {이름} 로그에 남긴다',
    example: [
      'the image "shop:1.1" logs "listening on 8080"',
      '이미지 "shop:1.1"은 "listening on 8080"을 로그에 남긴다',
    ],
  },
  (world: World, image: string, text: string) =>
    world.tellImages((images) => images.logs(image, text)),
);

sentence(
  topic,
  {
    en: 'the image {string} takes {duration} to stop',
    ko: '이미지 {이름} 멈추는 데 {시간} 걸린다',
    example: [
      'the image "shop:1.1" takes 20 seconds to stop',
      '이미지 "shop:1.1"은 멈추는 데 20초가 걸린다',
    ],
  },
  (world: World, image: string, time: number) =>
    world.tellImages((images) => images.takesToStop(image, time)),
);

sentence(
  topic,
  {
    en: 'the image {string} ignores SIGTERM',
    ko: '이미지 {이름} SIGTERM을 무시한다',
    example: ['the image "shop:1.1" ignores SIGTERM', '이미지 "shop:1.1"은 SIGTERM을 무시한다'],
  },
  (world: World, image: string) => world.tellImages((images) => images.ignoresTerm(image)),
);

sentence(
  topic,
  {
    en: 'the image {string} has a size of {quantity}',
    ko: '이미지 {이름} 크기는 {수량}(이)다',
    example: ['the image "shop:1.1" has a size of 2Gi', '이미지 "shop:1.1"의 크기는 2Gi다'],
  },
  (world: World, image: string, size: string) =>
    world.tellImages((images) => images.hasSize(image, wholeValue(size))),
);
