import { describe, it } from 'node:test';
import { assert } from 'chai';
import { mismatch } from './fields';

const object = {
  spec: { replicas: 3, template: { containers: [{ name: 'a', image: 'x:1' }, { name: 'b' }] } },
  status: {
    conditions: [
      { type: 'Available', status: 'True' },
      { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' },
    ],
  },
};

const table: readonly (readonly [name: string, tree: unknown, difference: string | undefined])[] = [
  ['a part', { spec: { replicas: 3 } }, undefined],
  ['a number as text', { spec: { replicas: '3' } }, undefined],
  ['another value', { spec: { replicas: 4 } }, 'spec.replicas is 3, not 4'],
  ['what is absent', { spec: { paused: true } }, 'spec.paused is absent, not true'],
  ['a null for what is absent', { spec: { paused: null } }, undefined],
  [
    'a list of another length',
    { spec: { template: { containers: [{ name: 'a' }] } } },
    'spec.template.containers has 2 items, not 1',
  ],
  [
    'an item of a list',
    { spec: { template: { containers: [{ name: 'a' }, { name: 'c' }] } } },
    'spec.template.containers[1].name is "b", not "c"',
  ],
  [
    'a JMESPath',
    { status: { "(conditions[?type=='Progressing'] | [0])": { status: 'False' } } },
    undefined,
  ],
  [
    'a JMESPath with another value',
    { status: { "(conditions[?type=='Available'] | [0].status)": 'False' } },
    'status.(conditions[?type==\'Available\'] | [0].status) is "True", not "False"',
  ],
  ['a comparison', { spec: { '(replicas > `2`)': true } }, undefined],
  ['each item', { spec: { template: { '~.containers': { '(length(name))': 1 } } } }, undefined],
  [
    'each item, one of which differs',
    { status: { '~.conditions': { status: 'True' } } },
    'status.conditions[1].status is "False", not "True"',
  ],
  [
    'each item of a JMESPath',
    { status: { '~.(conditions[?reason])': { status: 'False' } } },
    undefined,
  ],
  ['a length', { '(length(spec.template.containers))': 2 }, undefined],
];

describe('assertion trees', () => {
  for (const [name, tree, difference] of table) {
    it(name, () => assert.equal(mismatch(tree, object, ''), difference));
  }

  it('say when an expression cannot be read', () => {
    assert.throws(() => mismatch({ '(a[)': 1 }, object, ''), 'is no JMESPath');
  });
});
