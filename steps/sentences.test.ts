import { describe, it } from 'node:test';
import { assert } from 'chai';
import { matching, sentences } from './testing-sentences';

/** What may stand before a sentence, in both languages. */
const PREFIXES = [
  ['within', 'within 2 minutes', '2분 안에'],
  ['for', 'for an hour', '한 시간 동안'],
  ['in', 'in 1.5 seconds', '1.5초 뒤에'],
  ['since', 'since I set the image', '「이미지를 바꾼다」 이후로'],
] as const;

describe('sentences', () => {
  for (const { en, example, prefixes = [] } of sentences) {
    it(en, () => {
      for (const [index, text] of example.entries()) {
        assert.lengthOf(matching(text), 1, `"${text}" matches: ${matching(text).join(' | ')}`);
        for (const [before, ...words] of PREFIXES) {
          if (!prefixes.includes(before)) continue;
          const whole = `${words[index]} ${text}`;
          assert.lengthOf(matching(whole), 1, `"${whole}" matches: ${matching(whole).join(' | ')}`);
        }
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
