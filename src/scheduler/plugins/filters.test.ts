import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { PodSpec, Taint, Toleration } from '../../api/schema/objects';
import { makeSnapshot, type NodeDraft, type PodDraft, verdicts } from '../testing-snapshot';

type Row = readonly [
  what: string,
  nodes: readonly NodeDraft[],
  pods: readonly PodDraft[],
  pod: PodDraft,
  expected: Readonly<Record<string, string>>,
];

function table(rows: readonly Row[]): void {
  for (const [what, nodes, pods, pod, expected] of rows) {
    it(what, () => assert.deepEqual(verdicts(makeSnapshot(nodes, pods), pod), expected));
  }
}

const a: NodeDraft = { name: 'a', zone: 'x', labels: { disk: 'ssd', cores: '8' } };
const b: NodeDraft = { name: 'b', zone: 'y' };

function required(...terms: object[]): Partial<PodSpec> {
  const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms },
  };
  return { affinity: { nodeAffinity } };
}

function expression(key: string, operator: string, ...values: string[]) {
  return { matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] };
}

const noMatch = "node(s) didn't match Pod's node affinity/selector";

describe('NodeAffinity', () => {
  table([
    [
      'nodeSelector',
      [a, b],
      [],
      { spec: { nodeSelector: { disk: 'ssd' } } },
      { a: 'ok', b: noMatch },
    ],
    [
      'In',
      [a, b],
      [],
      { spec: required(expression('disk', 'In', 'ssd', 'nvme')) },
      { a: 'ok', b: noMatch },
    ],
    [
      'NotIn',
      [a, b],
      [],
      { spec: required(expression('disk', 'NotIn', 'ssd')) },
      { a: noMatch, b: 'ok' },
    ],
    [
      'Exists',
      [a, b],
      [],
      { spec: required(expression('disk', 'Exists')) },
      { a: 'ok', b: noMatch },
    ],
    [
      'DoesNotExist',
      [a, b],
      [],
      { spec: required(expression('disk', 'DoesNotExist')) },
      { a: noMatch, b: 'ok' },
    ],
    ['Gt', [a, b], [], { spec: required(expression('cores', 'Gt', '7')) }, { a: 'ok', b: noMatch }],
    [
      'Lt',
      [a, b],
      [],
      { spec: required(expression('cores', 'Lt', '8')) },
      { a: noMatch, b: noMatch },
    ],
    [
      'terms are alternatives',
      [a, b],
      [],
      { spec: required(expression('disk', 'Exists'), expression('disk', 'DoesNotExist')) },
      { a: 'ok', b: 'ok' },
    ],
    [
      'an empty term matches nothing',
      [a, b],
      [],
      { spec: required({}) },
      { a: noMatch, b: noMatch },
    ],
  ]);

  const byName = (...values: string[]) => ({
    matchFields: [{ key: 'metadata.name', operator: 'In', values }],
  });
  table([
    [
      'a named node alone is looked at',
      [a, { ...b, pods: '0' }],
      [],
      { spec: required(byName('b')) },
      { a: "node(s) didn't satisfy plugin(s) [NodeAffinity]", b: 'Too many pods' },
    ],
    [
      'names that exclude each other',
      [a],
      [],
      { spec: required({ matchFields: [...byName('a').matchFields, ...byName('b').matchFields] }) },
      { a: 'pod affinity terms conflict' },
    ],
  ]);
});

describe('TaintToleration', () => {
  const taint: Taint = { key: 'dedicated', value: 'ml', effect: 'NoSchedule' };
  const rows: readonly (readonly [Taint, Toleration[], boolean])[] = [
    [taint, [], false],
    [taint, [{ key: 'dedicated', operator: 'Equal', value: 'ml' }], true],
    [taint, [{ key: 'dedicated', value: 'ml', effect: 'NoSchedule' }], true],
    [taint, [{ key: 'dedicated', value: 'web' }], false],
    [taint, [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }], false],
    [taint, [{ operator: 'Exists' }], true],
    [{ ...taint, effect: 'PreferNoSchedule' }, [], true],
    [{ ...taint, effect: 'NoExecute' }, [], false],
  ];
  for (const [tainted, tolerations, fits] of rows) {
    it(`${tainted.effect} with ${JSON.stringify(tolerations)}: ${fits}`, () => {
      const snapshot = makeSnapshot([{ name: 'a', spec: { taints: [tainted] } }]);
      assert.deepEqual(verdicts(snapshot, { spec: { tolerations } }), {
        a: fits ? 'ok' : 'node(s) had untolerated taint {dedicated: ml}',
      });
    });
  }
});

describe('NodeUnschedulable', () => {
  const cordoned: NodeDraft = { name: 'a', spec: { unschedulable: true } };
  const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }];
  table([
    ['cordoned', [cordoned, b], [], {}, { a: 'node(s) were unschedulable', b: 'ok' }],
    ['tolerated', [cordoned], [], { spec: { tolerations } }, { a: 'ok' }],
  ]);
});

describe('NodePorts', () => {
  const port = (hostPort: number, hostIP?: string, protocol?: string): Partial<PodSpec> => ({
    containers: [
      {
        name: 'c',
        image: 'web:1',
        ports: [
          {
            containerPort: 80,
            hostPort,
            ...(hostIP === undefined ? {} : { hostIP }),
            ...(protocol === undefined ? {} : { protocol }),
          },
        ],
      },
    ],
  });
  const taken = "node(s) didn't have free ports for the requested pod ports";
  table([
    [
      'the same port',
      [a, b],
      [{ on: 'a', spec: port(80) }],
      { spec: port(80) },
      { a: taken, b: 'ok' },
    ],
    ['another port', [a], [{ on: 'a', spec: port(80) }], { spec: port(81) }, { a: 'ok' }],
    [
      'another protocol',
      [a],
      [{ on: 'a', spec: port(80) }],
      { spec: port(80, undefined, 'UDP') },
      { a: 'ok' },
    ],
    [
      'two addresses',
      [a],
      [{ on: 'a', spec: port(80, '10.0.0.1') }],
      { spec: port(80, '10.0.0.2') },
      { a: 'ok' },
    ],
    [
      'any address',
      [a],
      [{ on: 'a', spec: port(80, '10.0.0.1') }],
      { spec: port(80) },
      { a: taken },
    ],
  ]);
});

describe('NodeResourcesFit', () => {
  const small: NodeDraft = { name: 'a', cpu: '2', memory: '4Gi', pods: '2' };
  const extended = (amount: string): Partial<PodSpec> => ({
    containers: [
      { name: 'c', image: 'ml:1', resources: { requests: { 'example.com/gpu': amount } } },
    ],
  });
  const init: Partial<PodSpec> = {
    containers: [{ name: 'c', image: 'web:1', resources: { requests: { cpu: '500m' } } }],
    initContainers: [
      { name: 'i', image: 'init:1', resources: { requests: { cpu: '1500m' } } },
      {
        name: 's',
        image: 'proxy:1',
        restartPolicy: 'Always',
        resources: { requests: { cpu: '600m' } },
      },
    ],
  };
  table([
    ['room', [small], [{ on: 'a', cpu: '1' }], { cpu: '1' }, { a: 'ok' }],
    ['no CPU', [small], [{ on: 'a', cpu: '1500m' }], { cpu: '1' }, { a: 'Insufficient cpu' }],
    [
      'neither CPU nor memory',
      [small],
      [],
      { cpu: '3', memory: '5Gi' },
      { a: 'Insufficient cpu,Insufficient memory' },
    ],
    ['no CPU wanted', [small], [{ on: 'a', cpu: '2' }], { memory: '1Gi' }, { a: 'ok' }],
    ['too many', [small], [{ on: 'a' }, { on: 'a' }], {}, { a: 'Too many pods' }],
    [
      'too many and no CPU',
      [small],
      [{ on: 'a', cpu: '2' }, { on: 'a' }],
      { cpu: '1' },
      { a: 'Too many pods,Insufficient cpu' },
    ],
    [
      'extended',
      [small, { ...b, extended: { 'example.com/gpu': '1' } }],
      [],
      { spec: extended('1') },
      { a: 'Insufficient example.com/gpu', b: 'ok' },
    ],
    [
      'the most of a start',
      [{ ...small, cpu: '1' }],
      [],
      { spec: init },
      { a: 'Insufficient cpu' },
    ],
    [
      'init containers before sidecars',
      [{ ...small, cpu: '1500m' }],
      [],
      { spec: init },
      { a: 'ok' },
    ],
    [
      'overhead',
      [small],
      [],
      { cpu: '1900m', spec: { overhead: { cpu: '200m' } } },
      { a: 'Insufficient cpu' },
    ],
  ]);
});
