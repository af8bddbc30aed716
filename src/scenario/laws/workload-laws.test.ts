import { describe, it } from 'node:test';
import { assert } from 'chai';
import { forbidNeverOverlaps } from './forbid-never-overlaps';
import { jobsKeepCount } from './jobs-keep-count';
import { oneDaemonPerNode } from './one-daemon-per-node';
import { onePodPerOrdinal } from './one-pod-per-ordinal';
import { rolloutsKeepBounds } from './rollouts-keep-bounds';
import { type Said, told } from './testing-told';

const by = (kind: string) => `system:serviceaccount:kube-system:${kind}-controller`;

function owned(kind: string, name: string, owner: string, more: object = {}): object {
  const [ownerKind, uid] = owner.split('/');
  const ownerReferences = [{ kind: ownerKind, name: uid, uid, controller: true }];
  return { kind, metadata: { name, uid: name, ownerReferences }, spec: {}, status: {}, ...more };
}

describe('laws of workloads', () => {
  it('see two Pods of one ordinal', () => {
    const pod = (name: string): object => {
      const made = owned('Pod', name, 'StatefulSet/db') as { metadata: object };
      const labels = { 'apps.kubernetes.io/pod-index': '0' };
      return { ...made, metadata: { ...made.metadata, labels } };
    };
    const gone: Said = { type: 'DELETED', object: pod('a') };
    assert.deepEqual(told(onePodPerOrdinal, [{ object: pod('a') }, gone, { object: pod('b') }]), [
      undefined,
      undefined,
      undefined,
    ]);
    const said = told(onePodPerOrdinal, [{ object: pod('a') }, { object: pod('b') }]);
    assert.equal(said[1], 'Pod "b" is the second one with ordinal 0 of StatefulSet "db"');
  });

  it('see a Job that counts a Pod twice, and one that runs too many', () => {
    const job = (succeeded: number) => ({
      kind: 'Job',
      metadata: { name: 'work', uid: 'work' },
      spec: { parallelism: 1 },
      status: { succeeded },
    });
    const pod = (name: string, phase: string): Said => ({
      object: owned('Pod', name, 'Job/work', { status: { phase } }),
      actor: by('job'),
    });
    const done: Said = { ...pod('a', 'Succeeded'), type: 'MODIFIED' };
    const said = told(jobsKeepCount, [
      { object: job(0) },
      pod('a', 'Pending'),
      done,
      { object: job(1) },
      pod('b', 'Pending'),
      { object: job(2) },
      pod('c', 'Pending'),
    ]);
    assert.deepEqual(said.slice(0, 5), Array.from({ length: 5 }));
    assert.equal(said[5], 'Job "work" counts 2 Pods, of which only 1 have ended');
    assert.equal(said[6], 'Pod "c" makes 2 of Job "work", which wants 1 at once');
  });

  it('see a CronJob that forbids and overlaps', () => {
    const cron = (concurrencyPolicy: string): Said => ({
      object: {
        kind: 'CronJob',
        metadata: { name: 'tick', uid: 'tick' },
        spec: { concurrencyPolicy },
      },
    });
    const job = (name: string, status: object = {}): Said => ({
      object: owned('Job', name, 'CronJob/tick', { status }),
      actor: by('cronjob'),
    });
    const conditions = [{ type: 'Complete', status: 'True' }];
    const finished: Said = { ...job('a', { conditions }), type: 'MODIFIED' };
    assert.isUndefined(
      told(forbidNeverOverlaps, [cron('Forbid'), job('a'), finished, job('b')])[3],
    );
    assert.isUndefined(told(forbidNeverOverlaps, [cron('Allow'), job('a'), job('b')])[2]);
    assert.equal(
      told(forbidNeverOverlaps, [cron('Forbid'), job('a'), job('b')])[2],
      'Job "b" was started while "a" of CronJob "tick" runs',
    );
  });

  it('see two daemons on a node, unless the set surges', () => {
    const set = (maxSurge: number): Said => ({
      object: {
        kind: 'DaemonSet',
        metadata: { name: 'agent', uid: 'agent' },
        spec: { updateStrategy: { rollingUpdate: { maxSurge } } },
      },
    });
    const pod = (name: string): Said => ({
      object: owned('Pod', name, 'DaemonSet/agent', { spec: { nodeName: 'n' } }),
      actor: by('daemonset'),
    });
    assert.isUndefined(told(oneDaemonPerNode, [set(1), pod('a'), pod('b')])[2]);
    assert.equal(
      told(oneDaemonPerNode, [set(0), pod('a'), pod('b')])[2],
      'Pod "b" is number 2 of DaemonSet "agent" on node "n"',
    );
    const gone: Said = { ...pod('a'), type: 'DELETED' };
    assert.isUndefined(told(oneDaemonPerNode, [set(0), pod('a'), gone, pod('b')])[3]);
  });

  it('see a rollout beyond its surge and below what must remain', () => {
    const deployment: Said = {
      object: {
        kind: 'Deployment',
        metadata: { name: 'web', uid: 'web' },
        spec: {
          replicas: 4,
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
        },
      },
    };
    const set = (name: string, replicas: number, old?: number): Said => ({
      type: old === undefined ? 'ADDED' : 'MODIFIED',
      object: owned('ReplicaSet', name, 'Deployment/web', { spec: { replicas } }),
      ...(old === undefined ? {} : { old: { spec: { replicas: old } } }),
      actor: by('deployment'),
      time: 1000,
    });
    const fine = told(rolloutsKeepBounds, [deployment, set('a', 4), set('b', 1), set('a', 2, 4)]);
    assert.deepEqual(fine, Array.from({ length: 4 }));
    assert.equal(
      told(rolloutsKeepBounds, [deployment, set('a', 4), set('b', 2)])[2],
      'ReplicaSet "b" grew to 2, which makes 6 Pods of at most 5',
    );
    assert.equal(
      told(rolloutsKeepBounds, [deployment, set('a', 4), set('a', 2, 4)])[2],
      'ReplicaSet "a" shrank to 2, which leaves 2 Pods of at least 3',
    );
  });
});
