import { describe, it } from 'node:test';
import { assert } from 'chai';
import { readTags } from './tags';

describe('tags', () => {
  it('set up the world', () => {
    const tags = [
      '@slow',
      '@seed(7)',
      '@shuffle',
      '@nodeMonitorGracePeriod(1m20s)',
      '@nodeEvictionRate(0.5)',
    ];
    assert.deepEqual(readTags(tags), {
      seed: 7,
      shuffle: true,
      settings: { nodeMonitorGracePeriod: 80_000, nodeEvictionRate: 0.5 },
    });
  });

  it('say how many seeds a scenario is explored with', () => {
    assert.equal(readTags(['@explore(200)']).explore, 200);
    assert.throws(() => readTags(['@explore(all)']), 'as in @explore(7)');
  });

  it("leave alone what is the user's own", () => {
    assert.deepEqual(readTags(['@team(shop)', '@seedling']), { shuffle: false, settings: {} });
  });

  it('say what a value must look like', () => {
    assert.throws(() => readTags(['@seed(x)']), 'needs a whole number');
    assert.throws(() => readTags(['@leaseRenewal(soon)']), 'needs a span of time');
  });
});
