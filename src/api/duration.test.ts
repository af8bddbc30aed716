import { describe, it } from 'node:test';
import { assert } from 'chai';
import {
  DURATION_PATTERN,
  formatDuration,
  KOREAN_DURATION_PATTERN,
  parseDuration,
} from './duration';

const table: readonly (readonly [text: string, ms: number])[] = [
  ['5 seconds', 5000],
  ['1 second', 1000],
  ['1.5 seconds', 1500],
  ['500 milliseconds', 500],
  ['1 minute', 60_000],
  ['1 minute 30 seconds', 90_000],
  ['2 hours 5 minutes 3 seconds', 7_503_000],
  ['1 day', 86_400_000],
  ['90s', 90_000],
  ['1h', 3_600_000],
  ['1m30s', 90_000],
  ['200ms', 200],
  ['5초', 5000],
  ['1분 30초', 90_000],
  ['2시간', 7_200_000],
  ['1시간 5분', 3_900_000],
  ['3일', 259_200_000],
  ['a minute', 60_000],
  ['half a minute', 30_000],
  ['half an hour', 1_800_000],
  ['an hour and a half', 5_400_000],
  ['two and a half hours', 9_000_000],
  ['ten seconds', 10_000],
  ['1 minute and 30 seconds', 90_000],
  ['1 hour, 5 minutes and 3 seconds', 3_903_000],
  ['30 secs', 30_000],
  ['2 weeks', 1_209_600_000],
  ['1.5h', 5_400_000],
  ['한 시간', 3_600_000],
  ['두 시간 반', 9_000_000],
  ['반 시간', 1_800_000],
  ['1분30초', 90_000],
  ['하루', 86_400_000],
  ['2주', 1_209_600_000],
];

describe('spans of time', () => {
  for (const [text, ms] of table) {
    it(text, () => {
      const pattern = /[가-힣]/.test(text) ? KOREAN_DURATION_PATTERN : DURATION_PATTERN;
      assert.match(text, new RegExp(`^(?:${pattern.source})$`));
      assert.equal(parseDuration(text), ms);
    });
  }

  it('are shown short', () => {
    assert.deepEqual([0, 100, 1000, 60_000, 90_000, 3_600_000, 5_410_250].map(formatDuration), [
      '0s',
      '0.1s',
      '1s',
      '1m',
      '1m30s',
      '1h',
      '1h30m10.25s',
    ]);
  });
});
