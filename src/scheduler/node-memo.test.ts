import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import type { Decision } from './framework';
import { PodInfo } from './pod-info';
import type { Snapshot } from './snapshot';
import { decide, makeNode, makePod, makeSnapshot, type PodDraft } from './testing-snapshot';

const NODES = ['a', 'b', 'c', 'd'];
const TAINT = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };
const SOFT = { key: 'old', effect: 'PreferNoSchedule' };

function preferring(operator: string): PodDraft {
  const preference = { matchExpressions: [{ key: 'disk', operator, values: ['ssd'] }] };
  const preferred = [{ weight: 5, preference }];
  return {
    spec: {
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } },
    },
  };
}

/** Pods that differ in what local plugins read. */
const sorts: readonly PodDraft[] = [
  {},
  { cpu: '500m' },
  { cpu: '2', memory: '1Gi' },
  { cpu: '500m', spec: { tolerations: [{ key: 'dedicated', operator: 'Exists' }] } },
  { cpu: '500m', spec: { nodeSelector: { disk: 'ssd' } } },
  {
    spec: {
      containers: [{ name: 'c', image: 'web:1', ports: [{ containerPort: 80, hostPort: 80 }] }],
    },
  },
  preferring('In'),
  preferring('NotIn'),
];

type Step = (snapshot: Snapshot) => void;

const nodeStep = fc
  .record({
    name: fc.constantFrom(...NODES),
    isSsd: fc.boolean(),
    unschedulable: fc.boolean(),
    taints: fc.constantFrom([], [TAINT], [SOFT]),
    cpu: fc.constantFrom('1', '4'),
  })
  .map(({ name, isSsd, unschedulable, taints, cpu }): Step => {
    const labels: Record<string, string> = isSsd ? { disk: 'ssd' } : {};
    const node = makeNode({ name, cpu, labels, spec: { unschedulable, taints } });
    return (snapshot) => snapshot.setNode(node);
  });

const leaving = fc.constantFrom(...NODES).map(
  (name): Step =>
    (snapshot) =>
      snapshot.removeNode(name),
);

const podStep = fc
  .record({
    id: fc.integer({ min: 0, max: 7 }),
    sort: fc.constantFrom(...sorts),
    on: fc.constantFrom(...NODES),
  })
  .map(({ id, sort, on }): Step => {
    const pod = new PodInfo(makePod({ ...sort, name: `p${id}`, on }));
    return (snapshot) => snapshot.addPod(pod, on);
  });

const ending = fc.integer({ min: 0, max: 7 }).map(
  (id): Step =>
    (snapshot) =>
      snapshot.removePod(`uid-p${id}`),
);

/** Enough of a decision to tell it from another. */
function told({ node, feasible, verdicts, scores }: Decision): unknown {
  return {
    node: node?.name,
    feasible: feasible.map(({ name }) => name),
    verdicts: verdicts.map(({ node, plugin, rejection }) => [node.name, plugin, rejection.reasons]),
    scores: scores.map(({ plugin, scores }) => [plugin, ...scores]),
  };
}

function decideAll(snapshot: Snapshot): unknown[] {
  return sorts.map((sort) => told(decide(snapshot, { ...sort, name: 'new' })));
}

describe('NodeMemo', () => {
  it('never changes a decision, whatever happened to the nodes since it was asked last', () => {
    const steps = fc.array(fc.oneof(nodeStep, nodeStep, leaving, podStep, podStep, ending), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(steps, fc.nat(sorts.length - 1), (happened, chosen) => {
        const asked = makeSnapshot([]);
        happened.forEach((step, index) => {
          step(asked);
          const decisions = decideAll(asked);
          // a snapshot that was asked nothing before
          const fresh = makeSnapshot([]);
          for (const earlier of happened.slice(0, index + 1)) earlier(fresh);
          const alone = told(decide(fresh, { ...sorts[chosen], name: 'new' }));
          assert.deepEqual(decisions[chosen], alone);
        });
      }),
      { numRuns: 100 },
    );
  });
});
