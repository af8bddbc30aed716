import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Recording } from './format';
import { strikeBefore } from './phases';
import { timelineOf } from './timeline';

const recording = {
  scenario: {
    name: 'x',
    nodes: [],
    steps: [
      { wait: 5, crash: ['node-1', 'node-2'] },
      { kubectl: ['get pods', 'scale deploy/web --replicas=2'], addNode: { name: 'node-3' } },
    ],
  },
  steps: [
    { T: 0, doneMs: 5000, quietMs: 6000 },
    { T: 9000, doneMs: 300, quietMs: null },
  ],
  trace: [
    { step: 0, t: 4000, T: 4000, type: 'MODIFIED', kind: 'Node', name: 'node-1' },
    { step: 1, t: 190, T: 9190, type: 'MODIFIED', kind: 'Deployment', name: 'web' },
  ],
  output: [
    { step: 1, args: 'get pods', ms: 100 },
    { step: 1, args: 'scale deploy/web --replicas=2', ms: 200 },
  ],
  final: [],
  events: [],
  unstable: {},
} as unknown as Recording;

describe('timelineOf', () => {
  it('does what needs no kubectl at once, and commands when their first change was seen', () => {
    const deeds = timelineOf(recording).map(({ at, step, key, value }) => [at, step, key, value]);
    assert.deepEqual(deeds, [
      [0, 0, 'crash', 'node-1'],
      [3, 0, 'crash', 'node-2'],
      [8999, 0, 'look', undefined],
      [9080, 1, 'kubectl', 'get pods'],
      [9190, 1, 'kubectl', 'scale deploy/web --replicas=2'],
      [9300, 1, 'addNode', { name: 'node-3' }],
      [11_600, 1, 'look', undefined],
    ]);
  });
});

describe('strikeBefore', () => {
  for (const [time, phase, expected] of [
    [10_000, 0, 10_000],
    [10_400, 72, 10_072],
    [-100, 72, -928],
  ] as const) {
    it(`of ${time} with phase ${phase} is ${expected}`, () => {
      assert.equal(strikeBefore(time, phase, 1000), expected);
    });
  }
});
