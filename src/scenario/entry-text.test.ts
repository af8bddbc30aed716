import { describe, it } from 'node:test';
import { assert } from 'chai';
import { doneText } from './entry-text';

const victims = ['shop/low-1', 'shop/low-2'];
const cases: readonly (readonly [type: string, data: unknown, expected: string])[] = [
  ['step', { text: 'I apply:' }, 'the step "I apply:"'],
  ['write', { type: 'MODIFIED', kind: 'Pod', key: 'shop/web-0' }, 'changed Pod shop/web-0'],
  [
    'decision',
    { pod: 'shop/web-0', node: 'node-1', nodes: 3 },
    'chose node node-1 of 3 for Pod shop/web-0',
  ],
  [
    'decision',
    { pod: 'shop/web-0', nodes: 3, rejected: { 'NodeResourcesFit: Insufficient cpu': 3 } },
    'found no node of 3 for Pod shop/web-0 (rejected: 3 NodeResourcesFit: Insufficient cpu)',
  ],
  [
    'preemption',
    { pod: 'shop/vip', node: 'node-1', victims, violations: 0 },
    'makes room for Pod shop/vip on node-1: Pod shop/low-1, Pod shop/low-2 must go',
  ],
  [
    'retry',
    { key: 'shop/web', reason: 'Conflict', message: 'the object has been modified' },
    'tries shop/web again: the object has been modified',
  ],
  ['retry', { pod: 'web-0', reason: 'Conflict' }, 'tries web-0 again: Conflict'],
  ['retry', { message: 'refused' }, 'tries again: refused'],
  [
    'collect',
    { pod: 'web-0', why: 'node node-1 is gone' },
    'collects Pod web-0: node node-1 is gone',
  ],
  [
    'traffic',
    { service: 'shop/web', state: 'failing', reason: 'Pod "web-0": timed out' },
    'requests to Service shop/web begin to fail: Pod "web-0": timed out',
  ],
  [
    'traffic',
    { service: 'shop/web', state: 'answered' },
    'requests to Service shop/web are answered again',
  ],
  ['anything', { a: 1 }, 'anything {"a":1}'],
];

describe('what an entry of the trace tells', () => {
  for (const [type, data, expected] of cases) {
    it(expected, () => {
      const entry = { seq: 1, time: 0, cause: 0, actor: 'a', type, data };
      assert.equal(doneText(entry), expected);
    });
  }
});
