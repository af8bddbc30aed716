import { describe, it } from 'node:test';
import { assert } from 'chai';
import { evictionsKeepBudgets } from './evictions-keep-budgets';
import { noOvercommit } from './no-overcommit';
import { observedGeneration } from './observed-generation';
import { ownersExist } from './owners-exist';
import { type Said, told } from './testing-told';
import { uniquePodAddresses } from './unique-pod-addresses';

const SCHEDULER = 'system:kube-scheduler';

function node(allocatable: Record<string, string>): object {
  return { kind: 'Node', metadata: { name: 'n1', uid: 'n1' }, status: { allocatable } };
}

function pod(name: string, spec: object, status: object = { phase: 'Pending' }): object {
  return {
    kind: 'Pod',
    metadata: { name, uid: name, namespace: 'default', labels: { app: 'web' } },
    spec: { containers: [], ...spec },
    status,
  };
}

function needing(cpu: string): object {
  return { containers: [{ name: 'c', resources: { requests: { cpu } } }] };
}

function bind(name: string, spec: object): Said {
  const bound = pod(name, { ...spec, nodeName: 'n1' });
  return { type: 'MODIFIED', object: bound, old: pod(name, spec), actor: SCHEDULER };
}

describe('laws', () => {
  it('see a node that is over-committed', () => {
    const said = told(noOvercommit, [
      { object: node({ cpu: '2', memory: '1Gi', pods: '110' }) },
      bind('a', needing('1500m')),
      bind('b', needing('500m')),
      bind('c', needing('1m')),
    ]);
    assert.deepEqual(said.slice(0, 3), [undefined, undefined, undefined]);
    assert.equal(
      said[3],
      'Pod "c" was bound to node "n1", whose Pods then request 2001 of 2000 cpu',
    );
  });

  it('count Pods, sidecars, init containers and overhead', () => {
    const container = (cpu: string, more: object = {}) => ({
      name: `c${cpu}`,
      resources: { requests: { cpu } },
      ...more,
    });
    const spec = {
      initContainers: [container('1', { restartPolicy: 'Always' }), container('3')],
      containers: [container('1')],
      overhead: { cpu: '250m' },
    };
    const [, exact] = told(noOvercommit, [
      { object: node({ cpu: '4250m', pods: '1' }) },
      bind('a', spec),
    ]);
    assert.isUndefined(exact);
    const [, short] = told(noOvercommit, [
      { object: node({ cpu: '4249m', pods: '1' }) },
      bind('a', spec),
    ]);
    assert.include(short, '4250 of 4249 cpu');
    const crowd = told(noOvercommit, [
      { object: node({ cpu: '4', pods: '1' }) },
      bind('a', {}),
      bind('b', {}),
    ]);
    assert.include(crowd[2], '2 of 1 pods');
  });

  it('forget Pods that finished or went', () => {
    const running = pod('a', { ...needing('2'), nodeName: 'n1' });
    const done = pod('a', { ...needing('2'), nodeName: 'n1' }, { phase: 'Succeeded' });
    const said = told(noOvercommit, [
      { object: node({ cpu: '2', pods: '9' }) },
      bind('a', needing('2')),
      { type: 'MODIFIED', object: done, old: running },
      bind('b', needing('2')),
    ]);
    assert.deepEqual(said, [undefined, undefined, undefined, undefined]);
  });

  it('see an address that two Pods have', () => {
    const at = (name: string, phase = 'Running') => pod(name, {}, { phase, podIP: '10.0.0.1' });
    assert.deepEqual(told(uniquePodAddresses, [{ object: at('a') }, { object: at('b') }]), [
      undefined,
      'Pod "b" got 10.0.0.1, which another live Pod has',
    ]);
    const reused = told(uniquePodAddresses, [
      { object: at('a') },
      { type: 'MODIFIED', object: at('a', 'Failed'), old: at('a') },
      { object: at('b') },
    ]);
    assert.deepEqual(reused, [undefined, undefined, undefined]);
  });

  it('see a status that is ahead of its spec', () => {
    const at = (generation: number, observed: number) => ({
      kind: 'Deployment',
      metadata: { name: 'web', uid: 'd', generation },
      status: { observedGeneration: observed },
    });
    assert.deepEqual(told(observedGeneration, [{ object: at(2, 2) }, { object: at(2, 3) }]), [
      undefined,
      'Deployment "web" observed generation 3 of 2',
    ]);
  });

  it('see a dependent without an owner', () => {
    const set = { kind: 'ReplicaSet', metadata: { name: 'web-1', uid: 's' } };
    const child = {
      kind: 'Pod',
      metadata: {
        name: 'web-1-a',
        uid: 'p',
        ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', uid: 's', controller: true }],
      },
    };
    const actor = 'system:serviceaccount:kube-system:replicaset-controller';
    assert.deepEqual(told(ownersExist, [{ object: set }, { object: child, actor }]), [
      undefined,
      undefined,
    ]);
    assert.deepEqual(
      told(ownersExist, [
        { object: set },
        { type: 'DELETED', object: set },
        { object: child, actor },
      ]),
      [undefined, undefined, 'Pod "web-1-a" was created for ReplicaSet "web-1", which is gone'],
    );
  });

  it('see an eviction that breaks a budget', () => {
    const budget = (currentHealthy: number) => ({
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', uid: 'b', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'web' } } },
      status: { currentHealthy, desiredHealthy: 2 },
    });
    const ready = { type: 'Ready', status: 'True' };
    const evicted = { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' };
    const before = pod('a', {}, { phase: 'Running', conditions: [ready] });
    const after = pod('a', {}, { phase: 'Running', conditions: [ready, evicted] });
    const evict: Said = { type: 'MODIFIED', object: after, old: before };
    assert.deepEqual(told(evictionsKeepBudgets, [{ object: budget(3) }, evict]), [
      undefined,
      undefined,
    ]);
    assert.include(
      told(evictionsKeepBudgets, [{ object: budget(1) }, evict])[1],
      'needs 2 healthy Pods and has 1',
    );
  });
});
