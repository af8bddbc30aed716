import { describe, it } from 'node:test';
import { assert } from 'chai';
import { featureGlobs, literal, stepFolders } from './feature-files';

describe('feature files', () => {
  it('are globs that match the path alone', () => {
    assert.equal(literal('a [1] (b)/c.feature'), 'a [[]1[]] [(]b[)]/c.feature');
    assert.equal(literal('features/기능.feature'), 'features/기능.feature');
  });

  it('have steps beside them', () => {
    const table: readonly (readonly [features: readonly string[], beside: readonly string[]])[] = [
      [[], []],
      [['features/a.feature', 'features/deep/b.feature'], []],
      [
        ['other/a.feature', 'other/deep/b.feature'],
        ['other', 'other/deep'],
      ],
      [['a.feature'], []],
      [['../shop/features/deep/a.feature'], ['../shop/features', '../shop/steps']],
      [['/x/features/a.feature'], ['/x/features', '/x/steps']],
    ];
    for (const [features, beside] of table) {
      assert.deepEqual(stepFolders(features), ['features', 'steps', ...beside]);
    }
  });

  it('must be there, but for globs', () => {
    assert.throws(() => featureGlobs(['nowhere']), 'there is no command, file or folder nowhere');
    assert.deepEqual(featureGlobs(['nowhere/*.feature']), ['nowhere/*.feature']);
  });
});
