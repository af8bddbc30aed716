import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Loop } from '../sim/loop';
import { ClockDriver } from './clock-driver';

function reached(driver: ClockDriver, duration: number): Promise<void> {
  return new Promise((resolve) => driver.advance(duration, resolve));
}

describe('the clock of a served cluster', () => {
  it('stands still while it is paused', () => {
    const loop = new Loop(1000);
    let ran = false;
    loop.after(1, 'later', () => {
      ran = true;
    });
    const driver = new ClockDriver(loop, 0);
    driver.start();
    driver.catchUp();
    driver.stop();
    assert.isFalse(ran);
    assert.equal(loop.now, 1000);
  });

  it('does at once what is due now', () => {
    const loop = new Loop();
    let ran = false;
    const driver = new ClockDriver(loop, 0);
    driver.start();
    loop.after(0, 'now', () => {
      ran = true;
    });
    driver.catchUp();
    driver.stop();
    assert.isTrue(ran);
  });

  it('lets whoever was held back wait for the wall', async () => {
    const loop = new Loop();
    const real = { now: 0 };
    const driver = new ClockDriver(loop, 100, () => real.now);
    driver.start();
    let calls = 0;
    const call = () => {
      calls++;
    };
    driver.whenCaughtUp(call);
    assert.equal(calls, 1, 'nobody was');
    loop.runTo(loop.now + 1000);
    const done = new Promise<void>((resolve) => {
      driver.whenCaughtUp(() => {
        call();
        resolve();
      });
    });
    assert.equal(calls, 1, 'ten milliseconds of the wall');
    await done;
    driver.setSpeed(0);
    loop.runTo(loop.now + 1000);
    driver.whenCaughtUp(call);
    driver.stop();
    assert.equal(calls, 3, 'a clock that stands still waits for nobody');
  });

  it('jumps by hand, one jump after the other', async () => {
    const loop = new Loop();
    const ticks: number[] = [];
    const tick = (): void => {
      ticks.push(loop.now);
      loop.after(60_000, 'tick', tick);
    };
    loop.after(60_000, 'tick', tick);
    const driver = new ClockDriver(loop, 0);
    driver.start();
    await Promise.all([reached(driver, 120_000), reached(driver, 60_000)]);
    driver.stop();
    assert.equal(loop.now, 180_000);
    assert.deepEqual(ticks, [60_000, 120_000, 180_000]);
  });

  it('runs by itself as fast as it is told', async () => {
    const loop = new Loop();
    const driver = new ClockDriver(loop, 100_000);
    const done = new Promise<void>((resolve) => {
      loop.after(1_000_000, 'end', resolve);
    });
    driver.start();
    await done;
    driver.stop();
    assert.isAtLeast(loop.now, 1_000_000);
  });

  it('hears requests while much is to be done, and tells what it lost', async () => {
    const loop = new Loop();
    // more work than time: each simulated millisecond takes a real one
    let real = 0;
    const work = (): void => {
      real++;
      loop.after(1, 'work', work);
    };
    loop.after(1, 'work', work);
    const driver = new ClockDriver(loop, 100_000, () => real);
    driver.start();
    real++;
    let heard = 0;
    await new Promise<void>((resolve) => {
      const listen = (): void => {
        heard++;
        if (driver.state.lost > 0) resolve();
        else setImmediate(listen);
      };
      setImmediate(listen);
    });
    driver.stop();
    assert.isAbove(heard, 5);
  });
});
