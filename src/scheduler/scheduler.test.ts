import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { ApiError } from '../api/errors';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import { schedulerWorld } from './testing-world';

const NONE = 'no new claims to deallocate, preemption:';

describe('the scheduler', () => {
  it('binds a Pod, and says so', () => {
    const w = schedulerWorld();
    w.addNode('node-1');
    w.addPod('web', { cpu: '1' });
    assert.equal(w.settle(), 'quiescent');
    assert.equal(w.nodeOf('web'), 'node-1');
    assert.deepEqual(w.events('web'), ['Scheduled: Successfully assigned default/web to node-1']);
  });

  it('says why a Pod fits nowhere, and gives it a node that comes', () => {
    const w = schedulerWorld();
    const spec = { taints: [{ key: 'dedicated', value: 'ml', effect: 'NoSchedule' }] };
    w.addNode('node-1', { cpu: '2', spec });
    w.addNode('node-2', { cpu: '2' });
    w.addNode('node-3', { cpu: '2' });
    w.settle();
    w.addPod('big', { cpu: '3' });
    w.settle();
    const message = `0/3 nodes are available: 1 node(s) had untolerated taint {dedicated: ml}, 2 Insufficient cpu. ${NONE} 0/3 nodes are available: 3 Preemption is not helpful for scheduling.`;
    assert.deepEqual(w.events('big'), [`FailedScheduling: ${message}`]);
    const condition = w.pod('big').status.conditions?.find((c) => c.type === 'PodScheduled');
    assert.include(condition, { status: 'False', reason: 'Unschedulable', message });
    w.addNode('node-4', { cpu: '4' });
    w.settle();
    assert.equal(w.nodeOf('big'), 'node-4');
  });

  it('waits for room and takes it at once', () => {
    const w = schedulerWorld();
    w.addNode('node-1', { cpu: '2' });
    w.addPod('first', { cpu: '2' });
    w.settle();
    w.addPod('second', { cpu: '2' });
    w.settle();
    assert.include(
      w.events('second')[0],
      `1 Insufficient cpu. ${NONE} 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    );
    w.admin.delete(Pods, { namespace: 'default', name: 'first' }, { gracePeriodSeconds: 0 });
    w.pass(2);
    assert.equal(w.nodeOf('second'), 'node-1');
  });

  it('tries again while there is no node at all, without keeping the world busy', () => {
    const w = schedulerWorld();
    w.addPod('web');
    assert.equal(w.settle(), 'quiescent');
    assert.deepEqual(w.events('web'), ['FailedScheduling: no nodes available to schedule pods']);
    w.addNode('node-1');
    w.pass(10_000);
    assert.equal(w.nodeOf('web'), 'node-1');
  });

  it('counts Pods that it has bound before it hears of them', () => {
    const w = schedulerWorld();
    w.addNode('node-1', { cpu: '2' });
    w.settle();
    w.scheduler.link.delay = 500;
    for (const name of ['a', 'b', 'c']) w.addPod(name, { cpu: '1' });
    w.settle();
    assert.deepEqual(['a', 'b', 'c'].map(w.nodeOf), ['node-1', 'node-1', '']);
  });

  it('takes a Pod back when it cannot be bound, and tries later', () => {
    const w = schedulerWorld();
    w.addNode('node-1');
    w.settle();
    let failures = 2;
    w.server.gates.push((request) => {
      if ('subresource' in request && request.subresource === 'binding' && failures-- > 0) {
        throw new ApiError('ServiceUnavailable', 'not now');
      }
    });
    const start = w.loop.now;
    w.addPod('web', { cpu: '3' });
    w.settle();
    assert.equal(w.nodeOf('web'), 'node-1');
    assert.include(w.events('web')[0], 'FailedScheduling: running Bind plugin "DefaultBinder"');
    assert.isAtMost(w.loop.now - start, 4000);
  });

  it('preempts the less important', () => {
    const w = schedulerWorld();
    w.addNode('node-1', { cpu: '2' });
    w.addPod('batch', { cpu: '1500m', terminationGracePeriodSeconds: 5 });
    w.settle();
    w.addPriority('urgent', 1000);
    const { uid } = w.addPod('important', { cpu: '1500m', priorityClassName: 'urgent' }).metadata;
    w.pass(100);
    assert.equal(w.pod('important').status.nominatedNodeName, 'node-1');
    assert.deepEqual(w.events('important'), [
      'FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu.',
    ]);
    const batch = w.pod('batch');
    assert.equal(batch.metadata.deletionGracePeriodSeconds, 5);
    assert.include(
      batch.status.conditions?.find(({ type }) => type === 'DisruptionTarget'),
      {
        status: 'True',
        reason: 'PreemptionByScheduler',
        message: 'default-scheduler: preempting to accommodate a higher priority pod',
      },
    );
    assert.include(w.events('batch').join(), `Preempted: Preempted by pod ${uid} on node node-1`);
    // what comes meanwhile does not take the place
    w.addPod('late', { cpu: '1' });
    w.pass(100);
    assert.equal(w.nodeOf('late'), '');
    w.admin.delete(Pods, { namespace: 'default', name: 'batch' }, { gracePeriodSeconds: 0 });
    w.pass(100);
    assert.equal(w.nodeOf('important'), 'node-1');
    assert.equal(w.nodeOf('late'), '');
  });

  it('does not preempt for a Pod that never does', () => {
    const w = schedulerWorld();
    w.addNode('node-1', { cpu: '2' });
    w.addPod('batch', { cpu: '2' });
    w.settle();
    w.addPriority('polite', 1000, 'Never');
    w.addPod('important', { cpu: '2', priorityClassName: 'polite' });
    w.settle();
    assert.deepEqual(w.events('important'), [
      `FailedScheduling: 0/1 nodes are available: 1 Insufficient cpu. ${NONE} not eligible due to preemptionPolicy=Never.`,
    ]);
  });

  it('preempts where no budget is violated', () => {
    const w = schedulerWorld();
    w.addNode('node-1', { cpu: '2' });
    w.addPod('guarded', { cpu: '2' }, { labels: { app: 'guarded' } });
    w.settle();
    w.addNode('node-2', { cpu: '2' });
    w.addPod('free', { cpu: '2' });
    w.admin.create(PodDisruptionBudgets, {
      metadata: { name: 'guarded', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'guarded' } } },
    });
    w.settle();
    w.addPriority('urgent', 1000);
    w.addPod('important', { cpu: '2', priorityClassName: 'urgent' });
    w.pass(100);
    assert.equal(w.pod('important').status.nominatedNodeName, 'node-2');
  });

  it('holds a Pod back until its scheduling gates are gone', () => {
    const w = schedulerWorld();
    w.addNode('node-1');
    w.addPod('web', { schedulingGates: [{ name: 'example.com/quota' }] });
    w.settle();
    assert.equal(w.nodeOf('web'), '');
    assert.deepEqual(w.events('web'), []);
    const pod = w.pod('web');
    const { schedulingGates: _, ...spec } = pod.spec;
    w.admin.update(Pods, { ...pod, spec });
    w.settle();
    assert.equal(w.nodeOf('web'), 'node-1');
  });

  it('waits for claims that are not there', () => {
    const w = schedulerWorld();
    w.addNode('node-1');
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    w.addPod('db', { volumes });
    w.settle();
    assert.deepEqual(w.events('db'), [
      'FailedScheduling: 0/1 nodes are available: persistentvolumeclaim "data" not found. not found',
    ]);
  });

  it('leaves Pods of other schedulers alone', () => {
    const w = schedulerWorld();
    w.addNode('node-1');
    w.addPod('web', { schedulerName: 'mine' });
    w.settle();
    assert.equal(w.nodeOf('web'), '');
  });

  it('knows everything again after a crash', () => {
    const w = schedulerWorld();
    w.addNode('node-1', { cpu: '2' });
    w.addPod('first', { cpu: '2' });
    w.settle();
    w.scheduler.stop();
    w.addPod('second', { cpu: '1' });
    w.scheduler.start();
    w.settle();
    assert.equal(w.nodeOf('second'), '');
    w.admin.delete(Pods, { namespace: 'default', name: 'first' }, { gracePeriodSeconds: 0 });
    w.settle();
    assert.equal(w.nodeOf('second'), 'node-1');
  });

  it('notices that a cordon is lifted', () => {
    const w = schedulerWorld();
    const node = w.addNode('node-1', { spec: { unschedulable: true } });
    w.addPod('web');
    w.settle();
    assert.include(w.events('web')[0], '1 node(s) were unschedulable.');
    w.admin.update(Nodes, { ...node, spec: {} });
    w.settle();
    assert.equal(w.nodeOf('web'), 'node-1');
  });

  it('decides the same with the same seed, and otherwise with another', () => {
    const choices = (seed: number) => {
      const w = schedulerWorld(seed);
      for (let i = 0; i < 10; i++) w.addNode(`node-${i}`);
      for (let i = 0; i < 5; i++) w.addPod(`pod-${i}`);
      w.settle();
      return [0, 1, 2, 3, 4].map((i) => w.nodeOf(`pod-${i}`)).join();
    };
    assert.equal(choices(7), choices(7));
    assert.notEqual(choices(7), choices(8));
  });
});
