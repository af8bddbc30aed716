import { describe, it } from 'node:test';
import { assert } from 'chai';
import { makeSnapshot, type NodeDraft, type PodDraft, scoresOf } from '../testing-snapshot';

const a: NodeDraft = { name: 'a' };
const b: NodeDraft = { name: 'b' };
const MB = 1024 * 1024;

type Row = readonly [
  what: string,
  plugin: string,
  nodes: readonly NodeDraft[],
  pods: readonly PodDraft[],
  pod: PodDraft,
  expected: Readonly<Record<string, number>> | undefined,
];

// scores as the plugins' weights have them: 3 for taints, 2 for affinity and spreading
const rows: readonly Row[] = [
  [
    'what is not requested counts as 100m and 200Mi',
    'NodeResourcesFit',
    [a, b],
    [{ on: 'b' }],
    {},
    { a: 97, b: 95 },
  ],
  [
    'the emptier node',
    'NodeResourcesFit',
    [a, b],
    [{ on: 'b', cpu: '1', memory: '2Gi' }],
    { cpu: '1', memory: '2Gi' },
    { a: 75, b: 50 },
  ],
  [
    'a full node',
    'NodeResourcesFit',
    [a, b],
    [{ on: 'b', cpu: '3900m' }],
    { memory: '4Gi' },
    { a: 73, b: 23 },
  ],
  [
    'the even use',
    'NodeResourcesBalancedAllocation',
    [a, b],
    [{ on: 'b', memory: '4Gi' }],
    { cpu: '2' },
    { a: 75, b: 100 },
  ],
  [
    'nothing requested',
    'NodeResourcesBalancedAllocation',
    [a, b],
    [{ on: 'b', memory: '4Gi' }],
    {},
    undefined,
  ],
  [
    'soft taints',
    'TaintToleration',
    [a, { name: 'b', spec: { taints: [{ key: 'k', effect: 'PreferNoSchedule' }] } }],
    [],
    {},
    { a: 300, b: 0 },
  ],
  [
    'preferred node affinity',
    'NodeAffinity',
    [
      { ...a, labels: { disk: 'ssd' } },
      { ...b, labels: { disk: 'ssd', fast: 'yes' } },
    ],
    [],
    {
      spec: {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 10,
                preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] },
              },
              {
                weight: 30,
                preference: { matchExpressions: [{ key: 'fast', operator: 'Exists' }] },
              },
            ],
          },
        },
      },
    },
    { a: 50, b: 200 },
  ],
  [
    'an image that one of two has',
    'ImageLocality',
    [{ ...a, images: { 'web:1': 1000 * MB } }, b],
    [],
    {},
    { a: 48, b: 0 },
  ],
  [
    'an image that both have',
    'ImageLocality',
    [
      { ...a, images: { 'web:1': 1000 * MB } },
      { ...b, images: { 'web:1': 1000 * MB } },
    ],
    [],
    {},
    { a: 100, b: 100 },
  ],
  ['an image that nobody has', 'ImageLocality', [a, b], [], {}, undefined],
];

describe('scores', () => {
  for (const [what, plugin, nodes, pods, pod, expected] of rows) {
    it(`${plugin}: ${what}`, () => {
      assert.deepEqual(scoresOf(makeSnapshot(nodes, pods), pod, plugin), expected);
    });
  }
});
