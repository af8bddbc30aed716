import { describe, it } from 'node:test';
import { assert } from 'chai';
import { fragmentOf } from './step-fragments';

describe('the fragment of a sentence', () => {
  for (const [expression, fragment] of [
    ['a cluster with {int} node(s)', 'a cluster with '],
    ['{int} node(s) in zone {string} is/are down', ' in zone '],
    ['노드 {word}이/가 꺼진다', ' 꺼진다'],
    ['the price is \\{unknown} to {name}', 'the price is '],
    ['{kind} {name}', ' '],
    ['on/off', ''],
  ] as const) {
    it(`${expression}: "${fragment}"`, () => assert.equal(fragmentOf(expression), fragment));
  }
});
