import { describe, it } from 'node:test';
import { assert } from 'chai';
import fc from 'fast-check';
import type { Node, Pod } from '../../api/schema/objects';
import { Random } from '../../sim/random';
import { choose, expanderOf, type Option } from './expander';
import { nodeGroupOf } from './node-group';
import { utilization } from './removal';

const pod = (cpu: string, memory = '0'): Pod =>
  ({ spec: { containers: [{ resources: { requests: { cpu, memory } } }] } }) as unknown as Pod;

const group = (name: string, cpu: string, priority = '0') =>
  nodeGroupOf({ 'node group': name, cpu, memory: '4Gi', max: '5', priority });

describe('node groups', () => {
  it('are read from rows', () => {
    const { template, min, max, takes, fails } = nodeGroupOf({
      'node group': 'gpu',
      cpu: '8',
      memory: '32Gi',
      min: '1',
      max: '4',
      zone: 'a',
      labels: 'accelerator=nvidia',
      taints: 'dedicated=ml:NoSchedule',
      takes: '2m',
      fails: 'yes',
    });
    assert.deepEqual([min, max, takes, fails], [1, 4, 120_000, true]);
    assert.deepEqual(template.taints, [{ key: 'dedicated', value: 'ml', effect: 'NoSchedule' }]);
    assert.equal(template.labels?.accelerator, 'nvidia');
    assert.equal(template.zone, 'a');
  });

  const wrong: readonly (readonly [Record<string, string>, string])[] = [
    [{ cpu: '1' }, 'each row names its "node group"'],
    [{ 'node group': 'p', cpu: 'many', memory: '1Gi' }, 'holds a quantity, not "many"'],
    [
      { 'node group': 'p', cpu: '1', memory: '1Gi', min: '3', max: '1' },
      'a max of 1, below its min of 3',
    ],
    [{ 'node group': 'p', cpu: '1', memory: '1Gi', takes: 'long' }, 'a time such as 90s'],
  ];
  for (const [row, expected] of wrong) {
    it(`says what is wrong: ${expected}`, () => {
      assert.throws(() => nodeGroupOf(row), expected);
    });
  }
});

describe('expanders', () => {
  const options: readonly Option[] = [
    { group: group('large', '8', '1'), nodes: 1, pods: [pod('1'), pod('1'), pod('1')] },
    { group: group('small', '2', '5'), nodes: 1, pods: [pod('1', '4Gi'), pod('1')] },
  ];
  const cases: readonly (readonly [string, string])[] = [
    ['most-pods', 'large'],
    ['least-waste', 'small'],
    ['priority', 'small'],
  ];
  for (const [name, expected] of cases) {
    it(`${name} picks ${expected}`, () => {
      const chosen = choose(options, expanderOf(name), new Random(1));
      assert.equal(chosen?.group.name, expected);
    });
  }

  it('random picks each of the options in the end, and the same ones with the same seed', () => {
    const picks = (seed: number) => {
      const random = new Random(seed);
      return Array.from(
        { length: 40 },
        () => choose(options, expanderOf('random'), random)?.group.name,
      );
    };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        const first = picks(seed);
        assert.deepEqual(picks(seed), first);
        assert.sameMembers([...new Set(first)], ['large', 'small']);
      }),
      { seed: 1 },
    );
    assert.notDeepEqual(picks(1), picks(2));
  });

  it('are named when there is none of that name', () => {
    assert.throws(() => expanderOf('cheapest'), 'random, most-pods, least-waste, priority');
  });
});

describe('utilization', () => {
  const node = { status: { allocatable: { cpu: '4', memory: '8Gi' } } } as unknown as Node;
  const cases: readonly (readonly [readonly Pod[], number])[] = [
    [[], 0],
    [[pod('1'), pod('500m')], 0.375],
    [[pod('1', '6Gi')], 0.75],
  ];
  for (const [pods, expected] of cases) {
    it(`is the greater of CPU and memory: ${expected}`, () => {
      assert.equal(utilization(node, pods), expected);
    });
  }
});
