import { describe, it } from 'node:test';
import { assert } from 'chai';
import { DaemonSets } from '../api/apps/daemon-set';
import { Deployments } from '../api/apps/deployment';
import { ReplicaSets } from '../api/apps/replica-set';
import { StatefulSets } from '../api/apps/stateful-set';
import { ReplicationControllers } from '../api/core/replication-controller';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import { Cluster } from '../cluster';

const MINUTE = 60_000;
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const ref = { namespace: 'default', name: 'web' };

interface Counted extends KubeObject {
  readonly status: object;
}

// the kind, and a number of its status that somebody else gets wrong
const cases: readonly (readonly [Kind, string])[] = [
  [ReplicaSets as Kind, 'availableReplicas'],
  [ReplicationControllers as Kind, 'availableReplicas'],
  [Deployments as Kind, 'availableReplicas'],
  [StatefulSets as Kind, 'availableReplicas'],
  [DaemonSets as Kind, 'numberAvailable'],
];

describe('a status that somebody else has written', () => {
  for (const [kind, count] of cases) {
    it(`is put right, of a ${kind.kind}`, () => {
      const cluster = new Cluster();
      cluster.addMachine({ name: 'node-1', cpu: '4', memory: '8Gi', pods: 110 });
      const selector = kind.kind === 'ReplicationController' ? labels : { matchLabels: labels };
      const { admin } = cluster;
      admin.create(kind, { metadata: ref, spec: { selector, template } } as never);
      cluster.settle(MINUTE);
      const read = () => admin.get(kind, ref) as Counted;
      const before = read();
      admin.updateStatus(kind, { ...before, status: { ...before.status, [count]: 0 } } as never);
      assert.notDeepEqual(read().status, before.status);
      cluster.settle(MINUTE);
      assert.deepEqual(read().status, before.status);
    });
  }
});
