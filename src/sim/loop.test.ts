import { describe, it } from 'node:test';
import { assert } from 'chai';
import { LivelockError, Loop } from './loop';

describe('Loop', () => {
  it('runs calls in the order of their time, then first come, first served', () => {
    const loop = new Loop(1000);
    const ran: string[] = [];
    loop.after(20, 'c', () => ran.push(`c@${loop.now}`));
    loop.after(10, 'a', () => ran.push(`a@${loop.now}`));
    loop.after(10, 'b', () => ran.push(`b@${loop.now}`));
    loop.runTo(1500);
    assert.deepEqual(ran, ['a@1010', 'b@1010', 'c@1020']);
    assert.equal(loop.now, 1500);
  });

  it('lets a rank shuffle what is due at the same time, and nothing else', () => {
    const ranks = [1, 2, 3];
    const loop = new Loop(0, () => ranks.pop() ?? 0);
    const ran: string[] = [];
    for (const label of ['a', 'b', 'c']) loop.after(5, label, () => ran.push(label));
    loop.runTo(10);
    assert.deepEqual(ran, ['c', 'b', 'a']);
  });

  it('is quiet when only background calls are left, and says why a run ended', () => {
    const loop = new Loop();
    loop.after(10, 'beat', () => {}, 'background');
    assert.isTrue(loop.quiet);
    assert.equal(
      loop.runUntil(() => false, 100),
      'quiescent',
    );
    assert.equal(
      loop.runUntil(() => false, 100, false),
      'deadline',
    );
    assert.equal(loop.now, 100);
    const timer = loop.after(5, 'work', () => {});
    assert.isFalse(loop.quiet);
    timer.cancel();
    timer.cancel();
    assert.isTrue(loop.quiet);
    let done = false;
    loop.after(7, 'work', () => {
      done = true;
    });
    assert.equal(
      loop.runUntil(() => done, 200),
      'reached',
    );
    assert.equal(loop.now, 107);
  });

  it('hands the cause on to what a call schedules', () => {
    const loop = new Loop();
    const causes: number[] = [];
    loop.cause = 7;
    loop.after(1, 'outer', () => {
      causes.push(loop.cause);
      loop.after(1, 'inner', () => causes.push(loop.cause));
    });
    loop.cause = 0;
    loop.runTo(10);
    assert.deepEqual(causes, [7, 7]);
  });

  it('names the culprit when time stands still', () => {
    const loop = new Loop();
    const again = () => void loop.after(0, 'spinning', again);
    again();
    assert.throws(() => loop.runTo(1), LivelockError, /spinning/);
  });

  it('forgets cancelled calls, however many', () => {
    const loop = new Loop();
    const timers = Array.from({ length: 5000 }, (_, i) => loop.after(i, `t${i}`, () => {}));
    for (const timer of timers.slice(0, 4990)) timer.cancel();
    loop.runTo(10_000);
    assert.equal(loop.calls, 10);
  });
});
