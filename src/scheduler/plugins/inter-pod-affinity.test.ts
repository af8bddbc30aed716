import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { PodAffinityTerm } from '../../api/schema/objects';
import {
  makeSnapshot,
  type NodeDraft,
  type PodDraft,
  scoresOf,
  verdicts,
} from '../testing-snapshot';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const noFriend = "node(s) didn't match pod affinity rules";
const enemy = "node(s) didn't match pod anti-affinity rules";
const hostile = "node(s) didn't satisfy existing pods anti-affinity rules";

const a: NodeDraft = { name: 'a', zone: 'x' };
const a2: NodeDraft = { name: 'a2', zone: 'x' };
const b: NodeDraft = { name: 'b', zone: 'y' };

function term(app: string, topologyKey = HOST, more: Partial<PodAffinityTerm> = {}) {
  return { topologyKey, labelSelector: { matchLabels: { app } }, ...more };
}

function near(...terms: PodAffinityTerm[]): PodDraft {
  const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: terms };
  return { spec: { affinity: { podAffinity } } };
}

function far(...terms: PodAffinityTerm[]): PodDraft {
  const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: terms };
  return { spec: { affinity: { podAntiAffinity } } };
}

const db: PodDraft = { on: 'a', labels: { app: 'db' } };

type Row = readonly [
  what: string,
  nodes: readonly NodeDraft[],
  pods: readonly PodDraft[],
  pod: PodDraft,
  expected: Readonly<Record<string, string>>,
];

const rows: readonly Row[] = [
  ['near on the host', [a, a2, b], [db], near(term('db')), { a: 'ok', a2: noFriend, b: noFriend }],
  [
    'near in the zone',
    [a, a2, b],
    [db],
    near(term('db', ZONE)),
    { a: 'ok', a2: 'ok', b: noFriend },
  ],
  ['near to nobody', [a], [], near(term('db')), { a: noFriend }],
  [
    'the first of its kind',
    [a, b],
    [],
    { ...near(term('db')), labels: { app: 'db' } },
    { a: 'ok', b: 'ok' },
  ],
  [
    'the second of its kind',
    [a, b],
    [db],
    { ...near(term('db')), labels: { app: 'db' } },
    { a: 'ok', b: noFriend },
  ],
  [
    'one Pod must match all terms',
    [a],
    [db, { on: 'a', labels: { app: 'web' } }],
    near(term('db'), term('web')),
    { a: noFriend },
  ],
  ['far on the host', [a, a2, b], [db], far(term('db')), { a: enemy, a2: 'ok', b: 'ok' }],
  ['far in the zone', [a, a2, b], [db], far(term('db', ZONE)), { a: enemy, a2: enemy, b: 'ok' }],
  ['a node without the label is far', [{ name: 'n' }], [], far(term('db', ZONE)), { n: 'ok' }],
  [
    'a node without the label is not near',
    [a, { name: 'n' }],
    [db],
    near(term('db', ZONE)),
    { a: 'ok', n: noFriend },
  ],
  [
    'the others say far',
    [a, a2, b],
    [{ ...db, ...far(term('web', ZONE)) }],
    { labels: { app: 'web' } },
    { a: hostile, a2: hostile, b: 'ok' },
  ],
  [
    'other namespaces do not count',
    [a],
    [{ ...db, namespace: 'other' }],
    far(term('db')),
    { a: 'ok' },
  ],
  [
    'a named namespace does',
    [a],
    [{ ...db, namespace: 'other' }],
    far(term('db', HOST, { namespaces: ['other'] })),
    { a: enemy },
  ],
  [
    'all namespaces do',
    [a],
    [{ ...db, namespace: 'other' }],
    far(term('db', HOST, { namespaceSelector: {} })),
    { a: enemy },
  ],
  [
    'matchLabelKeys: revisions keep apart each for itself',
    [a],
    [{ on: 'a', labels: { app: 'db', rev: '1' } }],
    { ...far(term('db', HOST, { matchLabelKeys: ['rev'] })), labels: { app: 'db', rev: '2' } },
    { a: 'ok' },
  ],
  [
    'mismatchLabelKeys: tenants keep apart',
    [a, b],
    [{ on: 'a', labels: { app: 'db', tenant: '1' } }],
    {
      ...far(term('db', HOST, { mismatchLabelKeys: ['tenant'] })),
      labels: { app: 'db', tenant: '2' },
    },
    { a: enemy, b: 'ok' },
  ],
];

describe('InterPodAffinity', () => {
  for (const [what, nodes, pods, pod, expected] of rows) {
    it(what, () => assert.deepEqual(verdicts(makeSnapshot(nodes, pods), pod), expected));
  }

  it('knows namespaces by their labels', () => {
    const lookup = {
      namespaces: () => ['default', 'red', 'blue'],
      namespaceLabels: (name: string) => ({ color: name }),
    };
    const pods = [
      { ...db, namespace: 'red' },
      { ...db, on: 'b', namespace: 'blue' },
    ];
    const namespaceSelector = { matchLabels: { color: 'red' } };
    const pod = far(term('db', HOST, { namespaceSelector }));
    assert.deepEqual(verdicts(makeSnapshot([a, b], pods, lookup), pod), { a: enemy, b: 'ok' });
  });

  it('scores preferences of both sides', () => {
    const weighted = (weight: number, app: string) => ({
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: term(app) }],
    });
    const likesDb: PodDraft = { spec: { affinity: { podAffinity: weighted(10, 'db') } } };
    const shunsDb: PodDraft = { spec: { affinity: { podAntiAffinity: weighted(10, 'db') } } };
    const scores = (pods: PodDraft[], pod: PodDraft) =>
      scoresOf(makeSnapshot([a, b], pods), pod, 'InterPodAffinity');
    assert.deepEqual(scores([db], likesDb), { a: 200, b: 0 });
    assert.deepEqual(scores([db], shunsDb), { a: 0, b: 200 });
    assert.deepEqual(scores([{ ...likesDb, on: 'b' }], { labels: { app: 'db' } }), {
      a: 0,
      b: 200,
    });
    assert.deepEqual(scores([{ ...shunsDb, on: 'b' }], { labels: { app: 'db' } }), {
      a: 200,
      b: 0,
    });
    // a required affinity of the other side counts like a preference
    assert.deepEqual(scores([{ ...near(term('db')), on: 'b' }], { labels: { app: 'db' } }), {
      a: 0,
      b: 200,
    });
    assert.isUndefined(scores([], likesDb));
  });
});
