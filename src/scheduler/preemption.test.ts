import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { PodDisruptionBudget } from '../api/schema/objects';
import type { Cycle } from './framework';
import { NodeInfo } from './node-info';
import { PodInfo } from './pod-info';
import { type Candidate, pickCandidate, selectVictims } from './preemption';
import { decide, makePod, makeSnapshot, type PodDraft } from './testing-snapshot';

const a = { name: 'a', cpu: '2' };

function budget(app: string, disruptionsAllowed: number): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: {
      name: app,
      namespace: 'default',
      uid: app,
      resourceVersion: '1',
      creationTimestamp: '2026-01-05T00:00:00Z',
    },
    spec: { selector: { matchLabels: { app } } },
    status: { disruptionsAllowed, currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 },
  };
}

function victims(pods: PodDraft[], pod: PodDraft, budgets: PodDisruptionBudget[] = []) {
  const on = pods.map((p) => ({ on: 'a', ...p }));
  const snapshot = makeSnapshot([a], on, { budgets: () => budgets });
  const cycle = decide(snapshot, pod).cycle as Cycle;
  const node = snapshot.byName.get('a') as NodeInfo;
  const before = JSON.stringify([node.requestedCpu, [...node.pods.keys()]]);
  const result = selectVictims(cycle, node);
  assert.equal(JSON.stringify([node.requestedCpu, [...node.pods.keys()]]), before);
  if ('reasons' in result) return result.reasons;
  return [...result.victims.map(({ name }) => name), result.violations];
}

describe('selectVictims', () => {
  const high: PodDraft = { name: 'high', cpu: '1', priority: 100 };

  it('finds none among equals', () => {
    assert.deepEqual(victims([{ cpu: '2', priority: 100 }], high), [
      'No preemption victims found for incoming pod',
    ]);
  });

  it('says what stands in the way when all are gone', () => {
    const pods = [{ cpu: '1500m', priority: 100 }, { cpu: '500m' }];
    assert.deepEqual(victims(pods, { ...high, cpu: '1' }), ['Insufficient cpu']);
  });

  it('spares the more important', () => {
    const pods = [
      { name: 'low', cpu: '1', priority: 1 },
      { name: 'middle', cpu: '1', priority: 2 },
    ];
    assert.deepEqual(victims(pods, high), ['low', 0]);
  });

  it('spares who has run longer', () => {
    const pods = [
      { name: 'new', cpu: '1', started: '2026-01-05T02:00:00Z' },
      { name: 'old', cpu: '1', started: '2026-01-05T01:00:00Z' },
    ];
    assert.deepEqual(victims(pods, high), ['new', 0]);
  });

  it('spares what a budget protects, if that is possible', () => {
    const pods = [
      { name: 'guarded', cpu: '1', labels: { app: 'guarded' } },
      { name: 'free', cpu: '1', priority: 5 },
    ];
    assert.deepEqual(victims(pods, high, [budget('guarded', 0)]), ['free', 0]);
    assert.deepEqual(victims(pods, { ...high, cpu: '2' }, [budget('guarded', 0)]), [
      'free',
      'guarded',
      1,
    ]);
    assert.deepEqual(victims(pods, high, [budget('guarded', 1)]), ['guarded', 0]);
  });

  it('counts on anti-affinity that leaves with its Pod', () => {
    const labelSelector = { matchLabels: { app: 'web' } };
    const terms = [{ topologyKey: 'kubernetes.io/hostname', labelSelector }];
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: terms };
    const pods = [{ name: 'hostile', spec: { affinity: { podAntiAffinity } } }, { name: 'other' }];
    assert.deepEqual(victims(pods, { ...high, labels: { app: 'web' } }), ['hostile', 0]);
  });
});

describe('pickCandidate', () => {
  const candidate = (name: string, violations: number, ...pods: PodDraft[]): Candidate => ({
    node: new NodeInfo(name, 0),
    victims: pods.map((pod) => new PodInfo(makePod(pod))),
    violations,
  });
  const rows: readonly (readonly [string, string, readonly Candidate[]])[] = [
    ['fewer violations', 'b', [candidate('a', 1, {}), candidate('b', 0, { priority: 9 })]],
    [
      'a lower highest priority',
      'b',
      [candidate('a', 0, { priority: 2 }), candidate('b', 0, { priority: 1 }, { priority: 1 })],
    ],
    [
      'a lower sum of priorities',
      'b',
      [candidate('a', 0, { priority: 2 }, { priority: 1 }), candidate('b', 0, { priority: 2 })],
    ],
    [
      'the later start',
      'b',
      [
        candidate('a', 0, { started: '2026-01-05T01:00:00Z' }),
        candidate('b', 0, { started: '2026-01-05T02:00:00Z' }),
      ],
    ],
    ['the first of equals', 'a', [candidate('a', 0, {}), candidate('b', 0, {})]],
  ];
  for (const [what, name, candidates] of rows) {
    it(what, () => assert.equal(pickCandidate(candidates)?.node.name, name));
  }
});
