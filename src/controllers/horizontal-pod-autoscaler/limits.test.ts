import { describe, it } from 'node:test';
import { assert } from 'chai';
import {
  type Behavior,
  type ScaleHistory,
  stabilized,
  stabilizedDown,
  withinBehavior,
  withinRules,
} from './limits';

const NOW = 1_000_000;
const BOUNDS = { min: 2, max: 20 };
const NO_HISTORY: ScaleHistory = { ups: [], downs: [] };

describe('bounds without behaviour', () => {
  const cases: readonly (readonly [number, number, number, string])[] = [
    [3, 4, 4, 'DesiredWithinRange'],
    [1, 9, 4, 'ScaleUpLimit'],
    [5, 19, 10, 'ScaleUpLimit'],
    [15, 25, 20, 'TooManyReplicas'],
    [5, 1, 2, 'TooFewReplicas'],
  ];
  for (const [current, desired, expected, reason] of cases) {
    it(`${current} → ${desired}: ${expected}, ${reason}`, () => {
      const { replicas, reason: why } = withinRules(current, desired, BOUNDS);
      assert.deepEqual([replicas, why], [expected, reason]);
    });
  }
});

const policy = (type: string, value: number, periodSeconds = 60) => ({
  type,
  value,
  periodSeconds,
});

describe('bounds with behaviour', () => {
  const cases: readonly (readonly [
    string,
    { up?: object; down?: object; history?: ScaleHistory },
    number,
    number,
    number,
    string,
  ])[] = [
    ['Pods a minute', { up: { policies: [policy('Pods', 2)] } }, 4, 10, 6, 'ScaleUpLimit'],
    [
      'the most of several',
      { up: { policies: [policy('Pods', 2), policy('Percent', 100)] } },
      4,
      10,
      8,
      'ScaleUpLimit',
    ],
    [
      'the least of several',
      { up: { policies: [policy('Pods', 2), policy('Percent', 100)], selectPolicy: 'Min' } },
      4,
      10,
      6,
      'ScaleUpLimit',
    ],
    ['not at all', { up: { selectPolicy: 'Disabled' } }, 4, 10, 4, 'ScaleUpLimit'],
    [
      'what was added within the period counts',
      {
        up: { policies: [policy('Pods', 3)] },
        history: { ups: [{ change: 2, time: NOW - 30_000 }], downs: [] },
      },
      6,
      10,
      7,
      'ScaleUpLimit',
    ],
    ['percent down', { down: { policies: [policy('Percent', 10)] } }, 19, 2, 17, 'ScaleDownLimit'],
    ['down to the minimum', {}, 5, 1, 2, 'TooFewReplicas'],
    ['up to the maximum', {}, 15, 25, 20, 'TooManyReplicas'],
  ];
  for (const [what, { up, down, history }, current, desired, expected, reason] of cases) {
    it(what, () => {
      const behavior: Behavior = {
        scaleUp: { policies: [policy('Percent', 100)], ...up },
        scaleDown: { policies: [policy('Percent', 100)], ...down },
      };
      const sizes = { current, desired, now: NOW };
      const found = withinBehavior(sizes, BOUNDS, behavior, history ?? NO_HISTORY);
      assert.deepEqual([found.replicas, found.reason], [expected, reason]);
    });
  }
});

describe('stabilization', () => {
  const past = [
    { replicas: 9, time: NOW - 400_000 },
    { replicas: 7, time: NOW - 200_000 },
    { replicas: 3, time: NOW - 20_000 },
  ];

  it('the highest of the window', () => {
    assert.equal(stabilizedDown(2, past, 300_000, NOW), 7);
    assert.equal(stabilizedDown(2, past, 100_000, NOW), 3);
  });

  const cases: readonly (readonly [number, number, number, number, number])[] = [
    [5, 2, 0, 300_000, 5],
    [9, 2, 0, 300_000, 7],
    [5, 9, 60_000, 300_000, 5],
    [2, 9, 60_000, 300_000, 3],
    [5, 9, 0, 300_000, 9],
  ];
  for (const [current, desired, up, down, expected] of cases) {
    it(`${current} → ${desired} with windows of ${up} and ${down} ms: ${expected}`, () => {
      assert.equal(stabilized({ current, desired, now: NOW }, past, up, down), expected);
    });
  }
});
