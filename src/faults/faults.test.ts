import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import type { New } from '../api/object';
import type { Pod } from '../api/schema/objects';
import { Cluster } from '../cluster';
import {
  apiServerUnavailable,
  containerKill,
  nodeCrash,
  nodeNetworkLoss,
  probeFailure,
  processCrash,
  zoneOutage,
} from './index';

const MINUTE = 60_000;

function clusterWithPod(spec: Partial<Pod['spec']> = {}): Cluster {
  const cluster = new Cluster();
  for (const [index, zone] of ['a', 'b', 'a'].entries()) {
    cluster.addMachine({ name: `node-${index + 1}`, cpu: '4', memory: '8Gi', pods: 110, zone });
  }
  cluster.settle(MINUTE);
  const account = { namespace: 'default', name: 'default' };
  if (cluster.admin.find(ServiceAccounts, account) === undefined) {
    cluster.admin.create(ServiceAccounts, { metadata: account });
  }
  cluster.admin.create(Pods, {
    metadata: { name: 'web', namespace: 'default' },
    spec: { nodeName: 'node-1', containers: [{ name: 'c', image: 'web:1' }], ...spec },
  } as New<Pod>);
  cluster.settle(MINUTE);
  return cluster;
}

function readyOf(cluster: Cluster, node: string): string | undefined {
  const { conditions } = cluster.admin.get(Nodes, { name: node }).status;
  return conditions?.find((condition) => condition.type === 'Ready')?.status;
}

function podOf(cluster: Cluster): Pod {
  return cluster.admin.get(Pods, { namespace: 'default', name: 'web' });
}

function restartsOf(cluster: Cluster): number | undefined {
  return podOf(cluster).status.containerStatuses?.[0]?.restartCount;
}

function podReady(cluster: Cluster): string | undefined {
  return podOf(cluster).status.conditions?.find((c) => c.type === 'Ready')?.status;
}

describe('faults', () => {
  it('node-crash: noticed by its Lease; recovered, its Pods start again', () => {
    const cluster = clusterWithPod();
    const undo = nodeCrash.inject(cluster, { node: 'node-1' });
    cluster.settle(2 * MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'Unknown');
    assert.equal(podReady(cluster), 'False');
    undo();
    cluster.pass(MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'True');
    assert.equal(podReady(cluster), 'True');
    assert.equal(restartsOf(cluster), 1);
    assert.deepEqual(
      cluster.trace.entries.filter((e) => e.type === 'fault').map((e) => e.data),
      [
        { fault: 'node-crash', state: 'begins', options: { node: 'node-1' } },
        { fault: 'node-crash', state: 'ends', options: { node: 'node-1' } },
      ],
    );
  });

  it('node-network-loss: containers run on', () => {
    const cluster = clusterWithPod();
    const undo = nodeNetworkLoss.inject(cluster, { node: 'node-1' });
    cluster.pass(2 * MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'Unknown');
    undo();
    cluster.pass(MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'True');
    assert.equal(podReady(cluster), 'True');
    assert.equal(restartsOf(cluster), 0);
  });

  it('zone-outage: all nodes of the zone, and no other', () => {
    const cluster = clusterWithPod();
    const undo = zoneOutage.inject(cluster, { zone: 'a' });
    cluster.pass(2 * MINUTE);
    const ready = () => ['node-1', 'node-2', 'node-3'].map((node) => readyOf(cluster, node));
    assert.deepEqual(ready(), ['Unknown', 'True', 'Unknown']);
    undo();
    cluster.pass(MINUTE);
    assert.deepEqual(ready(), ['True', 'True', 'True']);
    assert.throws(() => zoneOutage.inject(cluster, { zone: 'x' }), 'there is no node in zone "x"');
  });

  it('container-kill: restarts', () => {
    const cluster = clusterWithPod();
    const target = { namespace: 'default', pod: 'web' };
    containerKill.inject(cluster, { ...target, reason: 'OOMKilled' });
    cluster.settle(MINUTE);
    assert.equal(restartsOf(cluster), 1);
    const { lastState } = podOf(cluster).status.containerStatuses?.[0] ?? {};
    assert.deepInclude(lastState?.terminated, { exitCode: 137, reason: 'OOMKilled' });
  });

  it('probe-failure: not ready, not restarted, and ready again', () => {
    const readinessProbe = { tcpSocket: { port: 80 }, periodSeconds: 2 };
    const cluster = clusterWithPod({ containers: [{ name: 'c', image: 'web:1', readinessProbe }] });
    assert.equal(podReady(cluster), 'True');
    const target = { namespace: 'default', pod: 'web', probe: 'readiness' as const };
    const undo = probeFailure.inject(cluster, target);
    cluster.settle(MINUTE);
    assert.equal(podReady(cluster), 'False');
    undo();
    cluster.settle(MINUTE);
    assert.equal(podReady(cluster), 'True');
    assert.equal(restartsOf(cluster), 0);
  });

  it('api-server-unavailable: what happened meanwhile is reported afterwards', () => {
    const cluster = clusterWithPod();
    apiServerUnavailable.inject(cluster, { duration: 30_000 });
    assert.throws(() => podOf(cluster), 'the server is currently unable to handle the request');
    const [machine] = cluster.machines.values();
    cluster.pass(5_000);
    const pod = machine?.runtime.all()[Symbol.iterator]().next().value;
    machine?.killContainer(pod?.podUid ?? '');
    cluster.pass(60_000);
    assert.equal(restartsOf(cluster), 1);
    assert.equal(readyOf(cluster, 'node-1'), 'True');
  });

  it('process-crash: nobody schedules until it is back', () => {
    const cluster = clusterWithPod();
    const undo = processCrash.inject(cluster, { process: 'kube-scheduler' });
    cluster.admin.create(Pods, {
      metadata: { name: 'next', namespace: 'default' },
      spec: { containers: [{ name: 'c', image: 'web:1' }] },
    } as New<Pod>);
    cluster.pass(MINUTE);
    const node = () =>
      cluster.admin.get(Pods, { namespace: 'default', name: 'next' }).spec.nodeName;
    assert.isUndefined(node());
    undo();
    cluster.settle(MINUTE);
    assert.isDefined(node());
  });
});
