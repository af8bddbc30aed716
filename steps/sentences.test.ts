import { describe, it } from 'node:test';
import { supportCodeLibraryBuilder } from '@cucumber/cucumber';
import { assert } from 'chai';
import { sentences } from '../src/scenario/sentences';

let id = 0;
supportCodeLibraryBuilder.reset(process.cwd(), () => `${id++}`, {
  requireModules: [],
  requirePaths: [],
  importPaths: [],
  loaders: [],
});
require('./index');
const { stepDefinitions } = supportCodeLibraryBuilder.finalize();

function matching(text: string): string[] {
  return stepDefinitions
    .filter((definition) => definition.matchesStepName(text))
    .map(({ pattern }) => String(pattern));
}

describe('sentences', () => {
  for (const { en, example } of sentences) {
    const isClaim = stepDefinitions.some(({ pattern }) => pattern === `within {duration} ${en}`);
    it(en, () => {
      for (const [index, text] of example.entries()) {
        assert.lengthOf(matching(text), 1, `"${text}" matches: ${matching(text).join(' | ')}`);
        if (!isClaim) continue;
        const within = index === 0 ? `within 2 minutes ${text}` : `2분 안에 ${text}`;
        assert.lengthOf(
          matching(within),
          1,
          `"${within}" matches: ${matching(within).join(' | ')}`,
        );
      }
    });
  }

  it('have a Korean twin each', () => {
    for (const { ko, example } of sentences) {
      assert.match(ko, /[가-힣]/);
      assert.match(example[1], /[가-힣]/);
    }
  });
});
