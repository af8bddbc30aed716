import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { TopologySpreadConstraint } from '../../api/schema/objects';
import {
  makeSnapshot,
  type NodeDraft,
  type PodDraft,
  scoresOf,
  verdicts,
} from '../testing-snapshot';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const web = { app: 'web' };
const labelSelector = { matchLabels: web };
const skewed = "node(s) didn't match pod topology spread constraints";
const unlabelled = `${skewed} (missing required label)`;

function spread(...constraints: Partial<TopologySpreadConstraint>[]): PodDraft {
  const topologySpreadConstraints = constraints.map((constraint) => ({
    maxSkew: 1,
    topologyKey: ZONE,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector,
    ...constraint,
  }));
  return { labels: web, spec: { topologySpreadConstraints } };
}

const a: NodeDraft = { name: 'a', zone: 'x' };
const b: NodeDraft = { name: 'b', zone: 'y' };
const c: NodeDraft = { name: 'c', zone: 'z' };
const on = (name: string, more: PodDraft = {}): PodDraft => ({ on: name, labels: web, ...more });

type Row = readonly [
  what: string,
  nodes: readonly NodeDraft[],
  pods: readonly PodDraft[],
  pod: PodDraft,
  expected: Readonly<Record<string, string>>,
];

const rows: readonly Row[] = [
  ['the emptier zone', [a, b], [on('a')], spread({}), { a: skewed, b: 'ok' }],
  ['a skew of two', [a, b], [on('a')], spread({ maxSkew: 2 }), { a: 'ok', b: 'ok' }],
  ['a node without the label', [a, { name: 'n' }], [], spread({}), { a: 'ok', n: unlabelled }],
  [
    'Pods of other labels do not count',
    [a, b],
    [on('a', { labels: { app: 'db' } })],
    spread({}),
    { a: 'ok', b: 'ok' },
  ],
  [
    'Pods of other namespaces do not count',
    [a, b],
    [on('a', { namespace: 'other' })],
    spread({}),
    { a: 'ok', b: 'ok' },
  ],
  [
    'Pods on their way out do not count',
    [a, b],
    [on('a', { terminating: true })],
    spread({}),
    { a: 'ok', b: 'ok' },
  ],
  [
    'a Pod that does not count itself',
    [a, b],
    [on('a')],
    { ...spread({}), labels: {} },
    { a: 'ok', b: 'ok' },
  ],
  [
    'too few domains',
    [a, b],
    [on('a'), on('b')],
    spread({ minDomains: 3 }),
    { a: skewed, b: skewed },
  ],
  [
    'domains enough',
    [a, b, c],
    [on('a'), on('b')],
    spread({ minDomains: 3 }),
    { a: skewed, b: skewed, c: 'ok' },
  ],
  [
    'two constraints',
    [a, { name: 'a2', zone: 'x' }, b],
    [on('a'), on('b')],
    spread({}, { topologyKey: HOST }),
    { a: skewed, a2: 'ok', b: skewed },
  ],
  [
    'zones that the Pod cannot go to do not count',
    [a, b, { ...c, labels: { off: 'yes' } }],
    [on('a'), on('b')],
    {
      labels: web,
      spec: {
        ...spread({}).spec,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'off', operator: 'DoesNotExist' }] }],
            },
          },
        },
      },
    },
    { a: 'ok', b: 'ok', c: "node(s) didn't match Pod's node affinity/selector" },
  ],
  [
    'tainted zones count unless told otherwise',
    [a, { ...b, spec: { taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] } }],
    [on('a')],
    spread({}),
    { a: skewed, b: 'node(s) had untolerated taint {k: v}' },
  ],
  [
    'nodeTaintsPolicy: Honor',
    [a, { ...b, spec: { taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] } }],
    [on('a')],
    spread({ nodeTaintsPolicy: 'Honor' }),
    { a: 'ok', b: 'node(s) had untolerated taint {k: v}' },
  ],
  [
    'matchLabelKeys: revisions are spread each for itself',
    [a, b],
    [on('a', { labels: { ...web, 'pod-template-hash': '1' } })],
    {
      ...spread({ matchLabelKeys: ['pod-template-hash'] }),
      labels: { ...web, 'pod-template-hash': '2' },
    },
    { a: 'ok', b: 'ok' },
  ],
];

describe('PodTopologySpread', () => {
  for (const [what, nodes, pods, pod, expected] of rows) {
    it(what, () => assert.deepEqual(verdicts(makeSnapshot(nodes, pods), pod), expected));
  }

  it('scores zones with fewer Pods higher', () => {
    const snapshot = makeSnapshot([a, b, c], [on('a'), on('a'), on('b')]);
    const pod = spread({ whenUnsatisfiable: 'ScheduleAnyway' });
    // two, one and no Pods, times ln 5, rounded: 3, 2, 0
    assert.deepEqual(scoresOf(snapshot, pod, 'PodTopologySpread'), { a: 0, b: 33 * 2, c: 200 });
  });

  it('scores nodes without the label lowest', () => {
    const snapshot = makeSnapshot([a, { name: 'n' }], [on('a')]);
    const pod = spread({ whenUnsatisfiable: 'ScheduleAnyway' });
    assert.deepEqual(scoresOf(snapshot, pod, 'PodTopologySpread'), { a: 200, n: 0 });
  });

  it('spreads Pods of a Service or an owner by default', () => {
    const lookup = { spreadSelector: () => labelSelector };
    const snapshot = makeSnapshot([a, b, c], [on('a'), on('b')], lookup);
    const scores = scoresOf(snapshot, { labels: web }, 'PodTopologySpread');
    // hostname: 1·ln 5 + 2, zone: 1·ln 5 + 4, against 6 for the empty one
    assert.deepEqual(scores, { a: 66 * 2, b: 66 * 2, c: 200 });
  });

  it('follows Pods and nodes that come and go', () => {
    const snapshot = makeSnapshot([a, b], [on('a', { name: 'first' })]);
    assert.deepEqual(verdicts(snapshot, spread({})), { a: skewed, b: 'ok' });
    snapshot.removePod('uid-first');
    assert.deepEqual(verdicts(snapshot, spread({})), { a: 'ok', b: 'ok' });
    snapshot.removeNode('b');
    assert.deepEqual(verdicts(snapshot, spread({})), { a: 'ok' });
  });
});
