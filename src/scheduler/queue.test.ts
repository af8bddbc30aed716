import { describe, it } from 'node:test';
import { assert } from 'chai';
import { PodInfo } from './pod-info';
import { defaultScheduler } from './profile';
import { type QueuedPod, SchedulingQueue } from './queue';
import { makeNode, makePod, makeSnapshot, type PodDraft } from './testing-snapshot';

const SECOND = 1000;
const snapshot = makeSnapshot([]);

function setUp() {
  const clock = { now: 0 };
  const queue = new SchedulingQueue(
    [defaultScheduler],
    () => clock.now,
    () => 0,
  );
  const add = (name: string, draft: PodDraft = {}) =>
    queue.add(new PodInfo(makePod({ name, ...draft })));
  const pop = () => queue.pop()?.info.name;
  const popped = (): QueuedPod => {
    const pod = queue.pop();
    if (pod === undefined) throw new Error('nothing to pop');
    return pod;
  };
  return { clock, queue, add, pop, popped };
}

describe('SchedulingQueue', () => {
  it('gives out by priority, then by time', () => {
    const { clock, add, pop } = setUp();
    add('old');
    clock.now = SECOND;
    add('young');
    add('high', { priority: 5 });
    assert.deepEqual([pop(), pop(), pop(), pop()], ['high', 'old', 'young', undefined]);
  });

  it('keeps rejected Pods until their rejector may think otherwise', () => {
    const { queue, add, pop, popped } = setUp();
    add('cpu', { cpu: '3' });
    queue.rejected(popped(), ['NodeResourcesFit']);
    assert.isUndefined(pop());
    const small = makeNode({ name: 'small', cpu: '2' });
    queue.happened({ type: 'NodeAdded', node: small }, snapshot);
    assert.isUndefined(pop());
    const labelled = makeNode({ name: 'small', cpu: '2', labels: { a: 'b' } });
    queue.happened({ type: 'NodeUpdated', node: labelled, old: small }, snapshot);
    assert.isUndefined(pop());
    const big = makeNode({ name: 'small', cpu: '4' });
    queue.happened({ type: 'NodeUpdated', node: big, old: small }, snapshot);
    assert.equal(pop(), 'cpu');
  });

  it('wakes for Pods that are gone, not for Pods that come', () => {
    const { queue, add, pop, popped } = setUp();
    const other = new PodInfo(makePod({ on: 'a', cpu: '1' }));
    add('cpu', { cpu: '3' });
    queue.rejected(popped(), ['NodeResourcesFit']);
    queue.happened({ type: 'PodAssigned', pod: other }, snapshot);
    assert.isUndefined(pop());
    queue.happened({ type: 'PodGone', pod: other }, snapshot);
    assert.equal(pop(), 'cpu');
  });

  it('takes Pods out of back-off only when nothing else is to be tried', () => {
    const { queue, add, pop, popped } = setUp();
    add('first');
    const first = popped();
    queue.rejected(first, ['NodeResourcesFit']);
    queue.wake(first);
    assert.equal(first.place, 'backoff');
    add('second');
    assert.deepEqual([pop(), pop()], ['second', 'first']);
  });

  it('doubles the back-off from 1 s to 10 s', () => {
    const { clock, queue, add, popped } = setUp();
    add('a');
    const delays = [1, 2, 3, 4, 5, 6].map(() => {
      const delay = queue.failed(popped());
      clock.now += delay;
      queue.flushErrors();
      return delay / SECOND;
    });
    assert.deepEqual(delays, [1, 2, 4, 8, 10, 10]);
  });

  it('tries what nothing wakes after five minutes', () => {
    const { clock, queue, add, pop, popped } = setUp();
    add('a');
    queue.rejected(popped(), ['NodeResourcesFit']);
    clock.now = 300 * SECOND;
    queue.flushUnschedulable();
    assert.isUndefined(pop());
    clock.now += 1;
    queue.flushUnschedulable();
    assert.equal(pop(), 'a');
  });

  it('holds gated Pods back until the gates are gone', () => {
    const { queue, add, pop } = setUp();
    add('a', { spec: { schedulingGates: [{ name: 'quota' }] } });
    assert.isUndefined(pop());
    const [gated, free] = [
      makePod({ name: 'a', spec: { schedulingGates: [{ name: 'quota' }] } }),
      makePod({ name: 'a' }),
    ];
    queue.update(new PodInfo(free), gated, snapshot);
    assert.equal(pop(), 'a');
  });

  it('forgets what is removed', () => {
    const { queue, add, pop } = setUp();
    add('a');
    queue.remove('uid-a');
    assert.isUndefined(pop());
    assert.isFalse(queue.ready);
  });
});
