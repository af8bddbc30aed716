import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { Diagnosis } from './framework';
import { unresolvable, unschedulable } from './framework';
import { fitMessage } from './message';
import { NodeInfo } from './node-info';
import { defaultProfile } from './plugins';
import { PodInfo } from './pod-info';
import { enoughNodes, schedule } from './schedule';
import { decide, first, makePod, makeSnapshot } from './testing-snapshot';

describe('enoughNodes', () => {
  for (const [count, enough] of [
    [3, 3],
    [99, 99],
    [100, 100],
    [150, 100],
    [1000, 420],
    [5000, 500],
    [20000, 1000],
  ] as const) {
    it(`${count} nodes: ${enough}`, () => assert.equal(enoughNodes(count), enough));
  }
});

describe('schedule', () => {
  const nodes = ['a', 'b', 'c'].map((name) => ({ name }));

  it('takes the best', () => {
    const snapshot = makeSnapshot(nodes, [
      { on: 'a', cpu: '1' },
      { on: 'c', cpu: '1' },
    ]);
    assert.equal(decide(snapshot, {}).node?.name, 'b');
  });

  it('lets chance decide among equals', () => {
    const snapshot = makeSnapshot(nodes);
    const pod = new PodInfo(makePod({}));
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      const decision = schedule(defaultProfile, pod, snapshot, {
        tieBreak: (equals) => equals[index] as NodeInfo,
      });
      assert.equal(decision.node?.name, name);
    }
  });

  it('looks at enough nodes only, from where it is told', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ name: `n${i}` }));
    const pod = new PodInfo(makePod({}));
    const decision = schedule(defaultProfile, pod, makeSnapshot(many), {
      tieBreak: first,
      start: 150,
    });
    assert.equal(decision.examined, 100);
    assert.equal(decision.feasible[0]?.name, 'n150');
    assert.equal(decision.feasible[99]?.name, 'n49');
  });

  it('goes through the zones in turn', () => {
    const zoned = ['x', 'x', 'y', 'y', 'y', 'z'].map((zone, i) => ({ name: `n${i}`, zone }));
    const order = makeSnapshot(zoned).nodes.map(({ name }) => name);
    assert.deepEqual(order, ['n0', 'n2', 'n5', 'n1', 'n3', 'n4']);
  });

  it('does not score a single node', () => {
    const decision = decide(makeSnapshot([{ name: 'a' }]), {});
    assert.equal(decision.node?.name, 'a');
    assert.isEmpty(decision.scores);
  });

  it('prefers the nominated node', () => {
    const snapshot = makeSnapshot(nodes, [{ on: 'c', cpu: '3' }]);
    const pod = { ...makePod({ cpu: '1' }), status: { nominatedNodeName: 'c' } };
    const decision = schedule(defaultProfile, new PodInfo(pod), snapshot, { tieBreak: first });
    assert.equal(decision.node?.name, 'c');
  });

  it('keeps room for nominated Pods of the same priority, not of a lower one', () => {
    const snapshot = makeSnapshot([{ name: 'a', cpu: '2' }]);
    snapshot.nominate(new PodInfo(makePod({ name: 'vip', cpu: '2', priority: 5 })), 'a');
    assert.isUndefined(decide(snapshot, { cpu: '1', priority: 5 }).node);
    assert.equal(decide(snapshot, { cpu: '1', priority: 6 }).node?.name, 'a');
  });
});

describe('fitMessage', () => {
  const node = new NodeInfo('n', 0);
  const verdict = (reason: string) => ({ node, plugin: 'p', rejection: unschedulable(reason) });
  const base: Diagnosis = {
    allNodes: 3,
    verdicts: [],
    rest: undefined,
    beforeNodes: false,
    plugins: [],
  };
  const taint = 'node(s) had untolerated taint {dedicated: ml}';

  it('counts the reasons and sorts them as text', () => {
    const verdicts = [verdict('Insufficient cpu'), verdict(taint), verdict('Insufficient cpu')];
    assert.equal(
      fitMessage({ ...base, verdicts }),
      `0/3 nodes are available: 1 ${taint}, 2 Insufficient cpu.`,
    );
  });

  it('counts the nodes that were not looked at', () => {
    const rest = unresolvable("node(s) didn't satisfy plugin(s) [NodeAffinity]");
    assert.equal(
      fitMessage({ ...base, verdicts: [verdict('Too many pods')], rest }, 'more'),
      "0/3 nodes are available: 1 Too many pods, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. more",
    );
  });

  it('says once what holds of all nodes', () => {
    const rest = unresolvable('pod has unbound immediate PersistentVolumeClaims');
    assert.equal(
      fitMessage({ ...base, rest, beforeNodes: true }, 'not found'),
      '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
    );
  });
});
