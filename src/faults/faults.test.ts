import { describe, it } from 'node:test';
import { assert } from 'chai';
import { ReplicaSets } from '../api/apps/replica-set';
import { Leases } from '../api/coordination/lease';
import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { ServiceAccounts } from '../api/core/service-account';
import type { New } from '../api/object';
import type { Pod } from '../api/schema/objects';
import { Cluster } from '../cluster';
import {
  apiServerCrash,
  apiServerUnavailable,
  clockSkew,
  containerKill,
  nodeCrash,
  nodeNetworkLoss,
  probeFailure,
  processCrash,
  processCrashAtWrite,
  storeUnavailable,
  watchCut,
  watchLag,
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

const podSpec = { containers: [{ name: 'c', image: 'web:1' }] };

function createPod({ admin }: Cluster, name: string): void {
  admin.create(Pods, { metadata: { name, namespace: 'default' }, spec: podSpec } as New<Pod>);
}

function nodeOf({ admin }: Cluster, name: string): string | undefined {
  return admin.get(Pods, { namespace: 'default', name }).spec.nodeName;
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

  it('probe-failure: refused where no such probe would notice', () => {
    const cluster = clusterWithPod();
    const target = { namespace: 'default', pod: 'web', probe: 'liveness' as const };
    assert.throws(
      () => probeFailure.inject(cluster, target),
      'Pod "web": none of its containers has a livenessProbe, so nobody would notice',
    );
    assert.throws(
      () => probeFailure.inject(cluster, { ...target, container: 'c' }),
      'Pod "web": its container "c" does not have a livenessProbe, so nobody would notice',
    );
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
    createPod(cluster, 'next');
    cluster.pass(MINUTE);
    assert.isUndefined(nodeOf(cluster, 'next'));
    undo();
    cluster.settle(MINUTE);
    assert.isDefined(nodeOf(cluster, 'next'));
  });

  it('process-crash-at-write: nothing is done of what was to come after that write', () => {
    const cluster = clusterWithPod();
    const template = { metadata: { labels: { app: 'x' } }, spec: podSpec };
    const undo = processCrashAtWrite.inject(cluster, {
      process: 'kube-controller-manager',
      write: 3,
    });
    cluster.admin.create(ReplicaSets, {
      metadata: { name: 'x', namespace: 'default' },
      spec: { replicas: 5, selector: { matchLabels: { app: 'x' } }, template },
    });
    cluster.pass(MINUTE);
    assert.isFalse(cluster.controlPlane.controllerManager.running);
    const pods = () => cluster.admin.list(Pods, { namespace: 'default' }).items.length;
    assert.equal(pods(), 1 + 3);
    undo();
    cluster.settle(MINUTE);
    assert.equal(pods(), 1 + 5);
  });

  it('watch-lag and watch-cut: a program acts on what it knew, then on what it missed', () => {
    for (const cut of [false, true]) {
      const cluster = clusterWithPod();
      const process = 'kube-scheduler';
      const undo = cut
        ? watchCut.inject(cluster, { process })
        : watchLag.inject(cluster, { process, by: MINUTE });
      createPod(cluster, 'next');
      cluster.pass(MINUTE - 100);
      assert.isUndefined(nodeOf(cluster, 'next'));
      undo();
      cluster.pass(1000);
      assert.isDefined(nodeOf(cluster, 'next'));
    }
  });

  it('store-unavailable: what is known can be read, nothing can be written', () => {
    const cluster = clusterWithPod();
    const undo = storeUnavailable.inject(cluster, {});
    assert.equal(podOf(cluster).metadata.name, 'web');
    assert.throws(() => createPod(cluster, 'next'), 'etcdserver: request timed out');
    cluster.pass(3 * MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'True');
    undo();
    createPod(cluster, 'next');
    cluster.pass(5 * MINUTE);
    assert.isDefined(nodeOf(cluster, 'next'));
    assert.equal(readyOf(cluster, 'node-1'), 'True');
  });

  it('api-server-crash: of several nobody notices one; its Lease is collected when it stays away', () => {
    const cluster = clusterWithPod();
    cluster.controlPlane.replicate(3);
    cluster.pass(MINUTE);
    const undo = apiServerCrash.inject(cluster, { host: 'control-plane-2' });
    const identities = () => {
      const { items } = cluster.admin.list(Leases, { namespace: 'kube-system' });
      return items.filter(({ metadata }) => metadata.name.startsWith('apiserver-')).length;
    };
    cluster.pass(MINUTE);
    assert.equal(identities(), 3);
    cluster.pass(121 * MINUTE);
    assert.equal(identities(), 2);
    undo();
    cluster.pass(MINUTE);
    assert.equal(identities(), 3);
    const others = ['control-plane-1', 'control-plane-2', 'control-plane-3'];
    const back = others.map((host) => apiServerCrash.inject(cluster, { host }));
    assert.throws(() => podOf(cluster), 'currently unable to handle the request');
    back[1]?.();
    // the last to go has the gate
    back[2]?.();
    assert.equal(podOf(cluster).metadata.name, 'web');
  });

  it('clock-skew: what a kubelet writes down is off, and the node is ready all the same', () => {
    const cluster = clusterWithPod();
    const undo = clockSkew.inject(cluster, { node: 'node-1', ahead: 10 * MINUTE });
    containerKill.inject(cluster, { namespace: 'default', pod: 'web' });
    cluster.pass(2 * MINUTE);
    const started = podOf(cluster).status.containerStatuses?.[0]?.state?.running?.startedAt ?? '';
    assert.isAbove(Date.parse(started), cluster.now + 7 * MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'True');
    undo();
    cluster.pass(6 * MINUTE);
    assert.equal(readyOf(cluster, 'node-1'), 'True');
  });

  it('say what there is when there is nothing that they could hit', () => {
    const cluster = clusterWithPod();
    const process = 'kube-shedular';
    const known =
      /there is no process "kube-shedular"; did you mean "kube-scheduler"\? \(there are: kube-c/;
    assert.throws(() => processCrash.inject(cluster, { process }), known);
    assert.throws(() => watchLag.inject(cluster, { process, by: 1 }), known);
    assert.throws(
      () => apiServerCrash.inject(cluster, { host: 'x' }),
      'there is no API server on "x"; there are: control-plane-1',
    );
  });
});
