import { describe, it } from 'node:test';
import { assert } from 'chai';
import { COUNT_PATTERN, KOREAN_COUNT_PATTERN, parseCount, parseKoreanCount } from './count';

const table: readonly (readonly [en: string, ko: string, admitted: readonly number[]])[] = [
  ['no', '0개', [0]],
  ['3', '3개', [3]],
  ['at least 3', '3개 이상', [3, 4, 5]],
  ['at most 3', '3개 이하', [0, 1, 2, 3]],
  ['fewer than 3', '3개 미만', [0, 1, 2]],
  ['more than 3', '3개 초과', [4, 5]],
  ['between 2 and 4', '2개에서 4개', [2, 3, 4]],
  ['between two and four', '두 개 이상 네 개 이하', [2, 3, 4]],
  ['three', '세 개', [3]],
  ['exactly one', '하나', [1]],
  ['all 3', '모두 3개', [3]],
  ['up to 3', '최대 3개', [0, 1, 2, 3]],
  ['no more than 3', '많아야 세 대', [0, 1, 2, 3]],
  ['at least one', '최소 1개', [1, 2, 3, 4, 5]],
  ['a', '적어도 한 번', [1, 2, 3, 4, 5]],
];

describe('counts', () => {
  for (const [en, ko, admitted] of table) {
    it(`${en} = ${ko}`, () => {
      assert.match(en, new RegExp(`^(?:${COUNT_PATTERN.source})$`));
      assert.match(ko, new RegExp(`^(?:${KOREAN_COUNT_PATTERN.source})$`));
      for (const count of [parseCount(en), parseKoreanCount(ko), parseKoreanCount(`${ko}였다`)]) {
        assert.deepEqual(
          [0, 1, 2, 3, 4, 5].filter((n) => count.admits(n)),
          admitted,
        );
      }
    });
  }

  it('have their bounds the right way round', () => {
    assert.throws(() => parseCount('between 4 and 2'), 'say "between 2 and 4"');
    assert.throws(() => parseKoreanCount('4개에서 2개'), 'no number is between 4 and 2');
  });
});
