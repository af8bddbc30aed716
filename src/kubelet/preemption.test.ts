import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Events } from '../api/core/event';
import { Pods } from '../api/core/pod';
import type { New } from '../api/object';
import { PriorityClasses } from '../api/scheduling/priority-class';
import type { Pod } from '../api/schema/objects';
import type { Shortage } from './admit';
import { victimsFor } from './preemption';
import { TestingWorld } from './testing-world';

const CRITICAL = 2_000_001_000;

/** A Pod by its name, whose letter says its quality of service, and what it asks for. */
function pod(name: string, cpu: string, memory = '0', priority = 0): Pod {
  const requests = { cpu, memory };
  const resources = name.startsWith('g') ? { requests, limits: requests } : { requests };
  const containers = [{ name: 'c', ...(name.startsWith('e') ? {} : { resources }) }];
  return { metadata: { name }, spec: { containers, priority }, status: {} } as unknown as Pod;
}

const short = (resource: string, want: number): Shortage => ({
  resource,
  want,
  have: 0,
  capacity: 0,
});
const cpu = short('cpu', 1000);

type Case = readonly [
  what: string,
  shortages: readonly Shortage[],
  running: readonly Pod[],
  expected: string,
];

const cases: readonly Case[] = [
  ['the smallest that is enough', [cpu], [pod('b1', '3'), pod('b2', '1'), pod('b3', '2')], 'b2'],
  ['few rather than many', [cpu], [pod('b1', '500m'), pod('b2', '500m'), pod('b3', '4')], 'b3'],
  ['the most useful first', [cpu], [pod('b1', '400m'), pod('b2', '700m')], 'b2 b1'],
  ['burstable before guaranteed', [cpu], [pod('g1', '1', '1Gi'), pod('b1', '2')], 'b1'],
  [
    'guaranteed for what others cannot give, and no other in vain',
    [cpu],
    [pod('b1', '500m'), pod('g1', '1', '1Gi')],
    'g1',
  ],
  ['a slot from who asks for nothing', [short('pods', 1)], [pod('e1', '0'), pod('b1', '1')], 'e1'],
  ['the less memory of equals', [cpu], [pod('b1', '1', '2Gi'), pod('b2', '1', '1Gi')], 'b2'],
  [
    'critical ones stay',
    [cpu],
    [pod('b1', '4', '0', CRITICAL), pod('b2', '400m')],
    'no set of running pods found to reclaim resources: [(res: cpu, q: 600), ]',
  ],
];

describe('what makes room for a critical Pod', () => {
  for (const [what, shortages, running, expected] of cases) {
    it(what, () => {
      const found = victimsFor(pod('b0', '1', '0', CRITICAL), shortages, running);
      const text =
        'reason' in found
          ? found.message.replace(/^.*pods to preempt: /, '')
          : found.map(({ metadata }) => metadata.name).join(' ');
      assert.equal(text, expected);
    });
  }

  it('ends in its own time, and then the Pod is taken', () => {
    const world = new TestingWorld();
    const { admin, loop } = world;
    admin.create(PriorityClasses, {
      metadata: { name: 'system-node-critical' },
      value: CRITICAL,
    } as never);
    const run = (name: string, priority: number, command?: string[]) => {
      const resources = { requests: { cpu: '3' } };
      const container = { name: 'c', image: 'web:1', resources, ...(command && { command }) };
      admin.create(Pods, {
        metadata: { name, namespace: 'default' },
        spec: { containers: [container], priority, terminationGracePeriodSeconds: 5 },
      } as New<Pod>);
      admin.bind({ namespace: 'default', name }, 'node-1');
    };
    run('old', 0, ['sleep', 'infinity']);
    loop.runTo(loop.now + 2000);
    run('vip', CRITICAL);
    const status = (name: string) => admin.get(Pods, { namespace: 'default', name }).status;
    loop.runTo(loop.now + 4000);
    assert.equal(status('old').phase, 'Running');
    assert.equal(status('vip').phase, 'Pending');
    loop.runTo(loop.now + 4000);
    const { phase, reason, message, conditions = [] } = status('old');
    assert.deepEqual(
      { phase, reason, message },
      {
        phase: 'Failed',
        reason: 'Preempting',
        message: 'Preempted in order to admit critical pod',
      },
    );
    const target = conditions.find(({ type }) => type === 'DisruptionTarget');
    assert.deepInclude(target, {
      reason: 'TerminationByKubelet',
      message: 'Pod was preempted by Kubelet to accommodate a critical pod.',
    });
    assert.equal(status('vip').phase, 'Running');
    const events = admin.list(Events, { namespace: 'default' }).items;
    assert.isTrue(
      events.some(
        ({ reason: why, type, involvedObject }) =>
          why === 'Preempting' && type === 'Warning' && involvedObject.name === 'old',
      ),
    );
  });
});
