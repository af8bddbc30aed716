import { describe, it } from 'node:test';
import { assert } from 'chai';
import { RangeAllocator, rangesIn } from './node-ranges';

describe('ranges of nodes', () => {
  it('go round, and leave the first to the control plane', () => {
    const ranges = new RangeAllocator(['10.0.0.0/23', '192.168.7.0/24']);
    const free = () => false;
    assert.deepEqual(
      [ranges.next(free), ranges.next(free), ranges.next(free)],
      ['10.0.1.0/24', '192.168.7.0/24', '10.0.1.0/24'],
    );
  });

  it('are not given twice, and end some time', () => {
    const ranges = new RangeAllocator(['10.0.0.0/22']);
    const taken = new Set(['10.0.1.0/24']);
    const next = () => {
      const range = ranges.next((each) => taken.has(each));
      if (range !== undefined) taken.add(range);
      return range;
    };
    assert.deepEqual([next(), next(), next()], ['10.0.2.0/24', '10.0.3.0/24', undefined]);
    taken.delete('10.0.2.0/24');
    assert.equal(next(), '10.0.2.0/24');
  });

  const touched: readonly (readonly [string, readonly string[]])[] = [
    ['10.244.1.0/24', ['10.244.1.0/24']],
    ['10.244.1.128/25', ['10.244.1.0/24']],
    ['10.244.2.0/23', ['10.244.2.0/24', '10.244.3.0/24']],
    ['fd00:10:244::/64', []],
  ];
  for (const [cidr, expected] of touched) {
    it(`${cidr} touches ${expected.length}`, () => {
      assert.deepEqual(rangesIn(cidr), expected);
    });
  }
});
