import { describe, it } from 'node:test';
import { assert } from 'chai';
import { BackOff } from './back-off';
import { ImageCatalog } from './image/image-catalog';
import { canonicalImage, imageId, isImageReference } from './image/image-reference';
import { countAnswer, nextProbe, type ProbeCount, probeTiming } from './probe';
import { goDuration } from './starter';

describe('back-off', () => {
  it('doubles from 10 s to 300 s', () => {
    const backOff = new BackOff();
    const delays: number[] = [];
    let now = 0;
    for (let i = 0; i < 8; i++) {
      const until = backOff.waitUntil('c', now, now) ?? now;
      delays.push((until - now) / 1000);
      now = until;
      backOff.next('c', now, now);
    }
    assert.deepEqual(delays, [0, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('begins anew after ten quiet minutes', () => {
    const backOff = new BackOff();
    backOff.next('c', 0, 0);
    backOff.next('c', 0, 0);
    assert.equal(backOff.delay('c'), 20_000);
    assert.equal(backOff.waitUntil('c', 600_000, 600_000), 620_000);
    assert.isUndefined(backOff.waitUntil('c', 600_001, 600_001));
    backOff.next('c', 600_001, 600_001);
    assert.equal(backOff.delay('c'), 10_000);
  });

  it('counts pulls from the last failure', () => {
    const backOff = new BackOff();
    backOff.next('i', 0, 0);
    assert.equal(backOff.waitUntilSinceUpdate('i', 1000), 10_000);
    assert.isUndefined(backOff.waitUntilSinceUpdate('i', 10_000));
  });
});

describe('probe', () => {
  const timing = probeTiming({ initialDelaySeconds: 5, periodSeconds: 10 });
  const due: [now: number, orNow: boolean, expected: number][] = [
    [0, true, 5_000],
    [5_000, true, 5_000],
    [5_000, false, 15_000],
    [6_000, true, 15_000],
    [15_000, false, 25_000],
  ];
  for (const [now, orNow, expected] of due) {
    it(`at ${now} is due at ${expected}`, () => {
      assert.equal(nextProbe(timing, 0, now, orNow), expected);
    });
  }

  const counts: [answers: string, thresholds: [number, number], results: string][] = [
    ['++--+', [1, 3], '+++++'],
    ['+---', [1, 3], '+++-'],
    ['-+-+', [2, 1], '----'],
    ['---++', [2, 3], '??--+'],
  ];
  for (const [answers, [successThreshold, failureThreshold], results] of counts) {
    it(`${answers} with thresholds ${successThreshold} and ${failureThreshold}`, () => {
      let count: ProbeCount = { result: undefined, last: undefined, run: 0 };
      const own = { ...timing, successThreshold, failureThreshold };
      const seen = [...answers].map((answer) => {
        count = countAnswer(count, answer === '+', own);
        return count.result === undefined ? '?' : count.result ? '+' : '-';
      });
      assert.equal(seen.join(''), results);
    });
  }
});

describe('images', () => {
  const names: [text: string, canonical: string][] = [
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.14.2', 'docker.io/library/nginx:1.14.2'],
    ['bitnami/redis', 'docker.io/bitnami/redis:latest'],
    ['registry.k8s.io/pause:3.10', 'registry.k8s.io/pause:3.10'],
    ['localhost:5000/a/b', 'localhost:5000/a/b:latest'],
  ];
  for (const [text, canonical] of names) {
    it(text, () => {
      assert.equal(canonicalImage(text), canonical);
      assert.match(imageId(text), /@sha256:[0-9a-f]{64}$/);
      assert.isTrue(isImageReference(text));
    });
  }

  it('knows what can be no image', () => {
    for (const text of ['', 'Nginx', 'a b', ':tag', 'a//b', 'nginx:']) {
      assert.isFalse(isImageReference(text), text);
    }
  });

  it('are told apart by their tags, and matched by patterns', () => {
    const images = new ImageCatalog();
    images.doesNotExist('shop:1.1');
    images.becomesReadyAfter('shop:*', 5000);
    images.logs('shop:1.0', 'listening');
    assert.deepInclude(images.of('shop:1.1'), { exists: false, ready: 5000, logs: [] });
    assert.deepInclude(images.of('docker.io/library/shop:1.0'), {
      exists: true,
      logs: ['listening'],
    });
    assert.deepInclude(images.of('shop'), { exists: true, ready: 0 });
  });
});

describe('durations', () => {
  const texts: [number, string][] = [
    [0, '0s'],
    [100, '100ms'],
    [1200, '1.2s'],
    [10_000, '10s'],
    [160_000, '2m40s'],
    [300_000, '5m0s'],
  ];
  for (const [duration, text] of texts) it(text, () => assert.equal(goDuration(duration), text));
});
