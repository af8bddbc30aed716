import { describe, it } from 'node:test';
import { assert } from 'chai';
import { HostClock } from './host-clock';

const START = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;

describe('the clock of a host', () => {
  it('is right until it is set, and what it showed stays what it showed', () => {
    const clock = new HostClock();
    assert.equal(clock.stamp(START), '2026-01-05T00:00:00Z');
    clock.set(10 * MINUTE, START + 100);
    clock.set(0, START + MINUTE);
    const shown = [START, START + 100, START + MINUTE - 1, START + MINUTE].map((time) =>
      clock.stamp(time),
    );
    assert.deepEqual(shown, [
      '2026-01-05T00:00:00Z',
      '2026-01-05T00:10:00Z',
      '2026-01-05T00:10:59Z',
      '2026-01-05T00:01:00Z',
    ]);
  });

  it('tells when it showed something, though whole seconds only are written down', () => {
    const clock = new HostClock();
    clock.set(10 * MINUTE, START + 100);
    for (const time of [START + 250, START + 5000]) {
      const written = clock.stamp(time);
      assert.equal(clock.stamp(clock.moment(Date.parse(written))), written);
    }
  });
});
