import { describe, it } from 'node:test';
import { assert } from 'chai';
import { goTimeProblem, RFC3339_MICRO } from './timestamp';

const AS = 'as "2006-01-02T15:04:05Z07:00"';
const AS_MICRO = 'as "2006-01-02T15:04:05.000000Z07:00"';

describe('what Go says of a time', () => {
  for (const [text, problem] of [
    ['2020-02-29T23:59:59Z', undefined],
    ['2020-01-01T00:00:00.5+09:00', undefined],
    ['soon', `${AS}: cannot parse "soon" as "2006"`],
    ['2020-01-01', `${AS}: cannot parse "" as "T"`],
    ['2020-01-01 00:00:00Z', `${AS}: cannot parse " 00:00:00Z" as "T"`],
    ['2020-01-01T00:00:00', `${AS}: cannot parse "" as "Z07:00"`],
    ['2020-13-01T00:00:00Z', ': month out of range'],
    ['2021-02-29T00:00:00Z', ': day out of range'],
    ['2020-01-01T24:00:00Z', ': hour out of range'],
    ['2020-01-01T00:60:00Z', ': minute out of range'],
    ['2020-01-01T00:00:00Zx', ': extra text: "x"'],
  ] as const) {
    it(text, () => {
      const joint = problem?.startsWith(':') ? '' : ' ';
      const expected = problem && `parsing time ${JSON.stringify(text)}${joint}${problem}`;
      assert.equal(goTimeProblem(text), expected);
    });
  }

  it('knows times in microseconds', () => {
    assert.isUndefined(goTimeProblem('2020-01-01T00:00:00.123456Z', RFC3339_MICRO));
    assert.equal(
      goTimeProblem('2020-01-01T00:00:00Z', RFC3339_MICRO),
      `parsing time "2020-01-01T00:00:00Z" ${AS_MICRO}: cannot parse "Z" as ".000000"`,
    );
  });
});
