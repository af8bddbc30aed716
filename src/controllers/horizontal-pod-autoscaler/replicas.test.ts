import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Pod } from '../../api/schema/objects';
import { timestamp } from '../../api/timestamp';
import { byAverage, byShare, byUtilization, byValue, type Measured, type Sample } from './replicas';

const NOW = Date.UTC(2026, 0, 5, 1);
const SETTINGS = {
  tolerances: { down: 0.1, up: 0.1 },
  cpuInitialization: 300_000,
  initialReadiness: 30_000,
};

/** `ready`, `starting` (began a minute ago, not ready), `pending`, `gone` (being deleted). */
type Phase = 'ready' | 'starting' | 'pending' | 'gone';

function podOf(name: string, phase: Phase): Pod {
  const started = timestamp(NOW - (phase === 'starting' ? 60_000 : 3_600_000));
  const isReady = phase === 'ready' || phase === 'gone';
  return {
    metadata: { name, ...(phase === 'gone' ? { deletionTimestamp: started } : {}) },
    spec: { containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] },
    status: {
      phase: phase === 'pending' ? 'Pending' : 'Running',
      startTime: started,
      conditions: [
        { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: started },
      ],
    },
  } as unknown as Pod;
}

/** Pods by phase and their CPU in thousandths; undefined: no metric. */
function measured(...pods: readonly (readonly [Phase, number | undefined])[]): Measured {
  const samples = new Map<string, Sample>();
  pods.forEach(([, value], index) => {
    if (value !== undefined) samples.set(`p${index}`, { value, time: NOW, window: 15_000 });
  });
  const list = pods.map(([phase], index) => podOf(`p${index}`, phase));
  const current = pods.filter(([phase]) => phase !== 'gone').length;
  return { current, pods: list, samples, now: NOW };
}

describe('replicas by utilization', () => {
  const cases: readonly (readonly [string, Measured, number, number])[] = [
    ['in proportion', measured(['ready', 900], ['ready', 900]), 50, 4],
    ['rounded up', measured(['ready', 800], ['ready', 400]), 50, 3],
    ['a tenth more is within the tolerance', measured(['ready', 700], ['ready', 400]), 50, 2],
    ['within the tolerance nothing changes', measured(['ready', 540], ['ready', 550]), 50, 2],
    ['fewer', measured(['ready', 100], ['ready', 100], ['ready', 100]), 50, 1],
    ['who starts counts as using nothing', measured(['ready', 900], ['starting', 900]), 50, 2],
    ['who is pending too', measured(['ready', 1200], ['pending', undefined]), 50, 3],
    ['who goes does not count', measured(['ready', 900], ['gone', 900]), 50, 2],
    [
      'a missing metric counts as all of the request when there would be fewer',
      measured(['ready', 100], ['ready', 100], ['ready', undefined]),
      50,
      3,
    ],
    [
      'and as nothing when there would be more',
      measured(['ready', 900], ['ready', undefined]),
      50,
      2,
    ],
  ];
  for (const [what, pods, target, expected] of cases) {
    it(what, () => {
      assert.equal(byUtilization(pods, 'cpu', target, SETTINGS).replicas, expected);
    });
  }

  const errors: readonly (readonly [Measured, RegExp])[] = [
    [measured(['starting', 900]), /did not receive metrics for targeted pods/],
    [{ ...measured(), pods: [] }, /no pods returned by selector/],
  ];
  for (const [pods, expected] of errors) {
    it(String(expected), () => {
      assert.throws(() => byUtilization(pods, 'cpu', 50, SETTINGS), expected);
    });
  }

  it('names the container that requests nothing', () => {
    assert.throws(
      () => byUtilization(measured(['ready', 5]), 'memory', 50, SETTINGS),
      'missing request for memory in container c of Pod p0',
    );
  });
});

describe('replicas by amounts', () => {
  it('an average of the Pods', () => {
    const pods = measured(['ready', 30_000], ['ready', 10_000]);
    assert.deepEqual(byAverage(pods, '', 10_000, SETTINGS), { replicas: 4, value: 20_000 });
  });

  const values: readonly (readonly [number, number, number, number, number])[] = [
    [2, 2, 300, 100, 6],
    [2, 2, 105, 100, 2],
    [0, 0, 300, 100, 3],
  ];
  for (const [current, ready, value, target, expected] of values) {
    it(`${value} of ${target} with ${current}: ${expected}`, () => {
      assert.equal(byValue(current, ready, value, target, SETTINGS).replicas, expected);
    });
  }

  const patient = { ...SETTINGS, tolerances: { down: 0, up: 0.5 } };
  for (const [value, expected] of [
    [149, 2],
    [151, 4],
    [90, 2],
    [49, 1],
  ] as const) {
    it(`${value} of 100 for who tolerates half more and nothing less: ${expected}`, () => {
      assert.equal(byValue(2, 2, value, 100, patient).replicas, expected);
    });
  }

  const shares: readonly (readonly [number, number, number, number])[] = [
    [2, 300, 100, 3],
    [3, 310, 100, 3],
    [0, 500, 100, 5],
  ];
  for (const [current, value, target, expected] of shares) {
    it(`${value} shared by ${current}, ${target} each: ${expected}`, () => {
      assert.equal(byShare(current, value, target, SETTINGS).replicas, expected);
    });
  }
});
