import { describe, it } from 'node:test';
import { assert } from 'chai';
import type { CronJob } from '../../api/schema/objects';
import { isTimeZone, missedStarts, parseSchedule, untilNext } from './schedule';

const at = (text: string): number => Date.parse(text);

function cron(created: string, startingDeadlineSeconds?: number): CronJob {
  const spec = startingDeadlineSeconds === undefined ? {} : { startingDeadlineSeconds };
  return { metadata: { creationTimestamp: created }, spec, status: {} } as unknown as CronJob;
}

describe('cron schedules', () => {
  it('are due when the calendar says so', () => {
    const cases: readonly [string, string | undefined, string, string][] = [
      ['*/15 * * * *', undefined, '2026-01-05T00:00:00Z', '2026-01-05T00:15:00Z'],
      ['0 9 * * MON-FRI', undefined, '2026-01-09T09:00:00Z', '2026-01-12T09:00:00Z'],
      // day of the month or day of the week
      ['0 0 13 * 5', undefined, '2026-01-05T00:00:00Z', '2026-01-09T00:00:00Z'],
      ['0 9 * * *', 'Asia/Seoul', '2026-01-05T00:00:00Z', '2026-01-06T00:00:00Z'],
      // the clocks of New York are put forward over this one, and it is left out
      ['30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', '2026-03-09T06:30:00Z'],
      ['*/30 * * * *', 'America/New_York', '2026-03-08T06:40:00Z', '2026-03-08T07:00:00Z'],
      ['0 */2 * * *', 'America/New_York', '2026-03-08T06:40:00Z', '2026-03-08T08:00:00Z'],
      // they are put back behind this one, and it comes again
      ['30 1 * * *', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
      ['30 1 * * *', 'America/New_York', '2026-11-01T06:30:00Z', '2026-11-02T06:30:00Z'],
      ['*/30 * * * *', 'America/New_York', '2026-11-01T05:30:00Z', '2026-11-01T06:00:00Z'],
      ['0 0 29 2 *', 'Asia/Kolkata', '2026-03-01T00:00:00Z', '2028-02-28T18:30:00Z'],
      ['30 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', '2026-10-03T15:30:00Z'],
      ['@hourly', undefined, '2026-01-05T00:30:00Z', '2026-01-05T01:00:00Z'],
      ['@every 1h30m', undefined, '2026-01-05T00:30:00Z', '2026-01-05T02:00:00Z'],
    ];
    for (const [text, zone, from, next] of cases) {
      assert.equal(parseSchedule(text, zone).next(at(from)), at(next), text);
    }
  });

  it('say what is wrong with them', () => {
    const found = 'expected exactly 5 fields, found 4: [* * * *]';
    assert.throws(() => parseSchedule('* * * *', undefined), found);
    assert.throws(() => parseSchedule('61 * * * *', undefined));
    assert.isFalse(isTimeZone('Mars/Olympus'));
    assert.isTrue(isTimeZone('Asia/Seoul'));
  });

  it('tell the latest start that was missed, and whether there were too many', () => {
    const minutely = parseSchedule('* * * * *', undefined);
    const since = cron('2026-01-05T00:00:00Z');
    const missed = (now: string, one = since) => missedStarts(one, minutely, at(now));
    assert.deepEqual(missed('2026-01-05T00:00:30Z'), { latest: undefined, isMany: false });
    assert.deepEqual(missed('2026-01-05T00:01:00Z'), {
      latest: at('2026-01-05T00:01:00Z'),
      isMany: false,
    });
    assert.deepEqual(missed('2026-01-05T01:40:30Z'), {
      latest: at('2026-01-05T01:40:00Z'),
      isMany: false,
    });
    assert.deepEqual(missed('2026-01-05T02:00:30Z'), {
      latest: at('2026-01-05T02:00:00Z'),
      isMany: true,
    });
    assert.isFalse(missed('2026-01-05T02:00:30Z', cron('2026-01-05T00:00:00Z', 200)).isMany);
  });

  it('wake their controller a moment after the next start', () => {
    const hourly = parseSchedule('0 * * * *', undefined);
    const now = at('2026-01-05T00:59:59Z');
    assert.equal(untilNext(cron('2026-01-05T00:00:00Z'), hourly, now), 1100);
  });
});
