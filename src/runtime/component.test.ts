import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Leases } from '../api/coordination/lease';
import { Cluster } from '../cluster';
import { apiServerUnavailable } from '../faults';

const key = { namespace: 'kube-system', name: 'kube-scheduler' };

function elected(count: number): Cluster {
  const cluster = new Cluster();
  cluster.controlPlane.replicate(count);
  cluster.pass(5_000);
  return cluster;
}

function leads(cluster: Cluster) {
  return cluster.trace.entries
    .filter(({ type }) => type === 'leader')
    .map(({ time, data }) => ({ time, ...(data as { lease: string; identity: string }) }))
    .filter(({ lease }) => lease === key.name);
}

describe('several processes of one component', () => {
  it('elect one, which keeps the Lease', () => {
    const cluster = elected(3);
    cluster.pass(60_000);
    const [leader, ...others] = leads(cluster);
    assert.isEmpty(others);
    const { spec } = cluster.admin.get(Leases, key);
    assert.equal(spec?.holderIdentity, leader?.identity);
    assert.deepInclude(spec, { leaseDurationSeconds: 15, leaseTransitions: 0 });
    assert.isTrue(cluster.controlPlane.scheduler.running);
  });

  it('another takes over when 15 s have passed since it saw a sign of life, and says so', () => {
    const cluster = elected(3);
    const { now } = cluster;
    cluster.controlPlane.scheduler.stop();
    assert.isFalse(cluster.controlPlane.scheduler.running);
    cluster.pass(60_000);
    const [, second, ...others] = leads(cluster);
    assert.isEmpty(others);
    assert.isAbove(second?.time ?? 0, now + 13_000);
    assert.isBelow(second?.time ?? 0, now + 24_000);
    assert.equal(cluster.admin.get(Leases, key).spec?.leaseTransitions, 1);
  });

  it('nobody leads when all are gone; who starts again leads', () => {
    const cluster = elected(2);
    cluster.controlPlane.scheduler.stop();
    cluster.pass(30_000);
    cluster.controlPlane.scheduler.stop();
    cluster.pass(60_000);
    assert.isFalse(cluster.controlPlane.scheduler.running);
    cluster.controlPlane.scheduler.start();
    cluster.pass(30_000);
    assert.isTrue(cluster.controlPlane.scheduler.running);
  });

  it('a leader that cannot renew for 10 s gives up: never do two work at once', () => {
    const cluster = elected(3);
    const undo = apiServerUnavailable.inject(cluster, {});
    cluster.pass(14_500);
    assert.isFalse(cluster.controlPlane.scheduler.running);
    undo();
    cluster.pass(30_000);
    assert.isTrue(cluster.controlPlane.scheduler.running);
  });
});
