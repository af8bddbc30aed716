import { describe, it } from 'node:test';
import { assert } from 'chai';
import { mustHaveMachine, nodesOfTable } from './machines';
import { worldOf } from './testing-world';

describe('a table of nodes', () => {
  const mistakes: readonly (readonly [row: Readonly<Record<string, string>>, said: RegExp])[] = [
    [{ nme: 'a' }, /nodes have no column "nme"; they have: name, cpu/],
    [{ name: 'Bad_Name' }, /a node cannot be called "Bad_Name"/],
    [{ cpu: 'lots' }, /the column "cpu" holds a quantity such as 4, 500m or 8Gi, not "lots"/],
    [{ memory: '8GB' }, /the column "memory" holds a quantity/],
    [{ pods: 'many' }, /the column "pods" holds a number, not "many"/],
    [{ labels: 'disk' }, /"disk" is no label; write key=value/],
    [{ taints: 'a=b' }, /"a=b" is no taint; write key=value:NoSchedule/],
  ];
  for (const [row, said] of mistakes) {
    it(`says what is wrong with ${JSON.stringify(row)}`, () => {
      assert.throws(() => nodesOfTable([row]), said);
    });
  }

  it('takes what is left out from the usual node', () => {
    const [spec] = nodesOfTable([{ labels: 'disk=ssd, tier=', taints: 'dedicated:NoExecute' }]);
    assert.deepEqual(spec, {
      name: 'node-1',
      cpu: '4',
      memory: '16Gi',
      pods: 110,
      labels: { disk: 'ssd', tier: '' },
      taints: [{ key: 'dedicated', effect: 'NoExecute' }],
    });
  });

  it('knows the nodes that there are', () => {
    assert.throws(
      () => mustHaveMachine(worldOf(2), 'nod-1'),
      'there is no node "nod-1"; did you mean "node-1"? (there are: node-1, node-2)',
    );
  });
});
