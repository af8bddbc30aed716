import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from './api/apps/deployment';
import { Pods } from './api/core/pod';
import type { WriteEntry } from './apiserver/server';
import { Cluster } from './cluster';
import { apiServerUnavailable, containerKill, processCrash } from './faults';
import type { TraceEntry } from './sim/trace';

const MINUTE = 60_000;
const names = ['a', 'b', 'c'];

function template(name: string, image: string) {
  return { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image }] } };
}

/** Three Deployments on two nodes that pull, roll, lose a container, their kubelet and the API server all at once. */
function busyCluster(seed: number): Cluster {
  const cluster = new Cluster({ seed, shuffle: true });
  for (const i of [1, 2]) {
    cluster.addMachine({ name: `node-${i}`, cpu: '8', memory: '16Gi', pods: 110 });
  }
  cluster.pass(6000);
  const { admin } = cluster;
  const key = (name: string) => ({ namespace: 'default', name });
  for (const name of names) {
    const spec = { replicas: 4, selector: { matchLabels: { app: name } } };
    admin.create(Deployments, {
      metadata: key(name),
      spec: { ...spec, template: template(name, 'web:1') },
    });
  }
  cluster.pass(200);
  const undo = apiServerUnavailable.inject(cluster, {});
  cluster.pass(5000);
  undo();
  cluster.pass(MINUTE);
  const restart = processCrash.inject(cluster, { process: 'kubelet/node-1' });
  for (const name of names) {
    const old = admin.get(Deployments, key(name));
    const spec = { ...old.spec, template: template(name, 'web:2') };
    admin.update(Deployments, { ...old, spec });
  }
  cluster.pass(2000);
  restart();
  cluster.pass(MINUTE);
  const [pod] = admin.list(Pods, { namespace: 'default' }).items;
  if (pod !== undefined) {
    containerKill.inject(cluster, { namespace: 'default', pod: pod.metadata.name });
  }
  cluster.pass(MINUTE);
  return cluster;
}

/** The Pod that an entry writes, when a kubelet does. */
function podOfKubelet({ type, actor, data }: TraceEntry): string | undefined {
  if (type !== 'write' || !actor.startsWith('system:node:')) return undefined;
  const { kind, key } = data as WriteEntry;
  return kind === 'Pod' ? key : undefined;
}

describe('causal chains', () => {
  it('never name what a kubelet did to one Pod as the cause of what it did to another', () => {
    let looked = 0;
    for (const seed of [1, 2]) {
      const { trace } = busyCluster(seed);
      for (const entry of trace.entries) {
        const pod = podOfKubelet(entry);
        if (pod === undefined) continue;
        looked++;
        const [, cause] = trace.chain(entry.seq);
        const other = cause === undefined ? undefined : podOfKubelet(cause);
        assert.isTrue(other === undefined || other === pod, `${pod} because of ${other}`);
      }
    }
    assert.isAbove(looked, 60);
  });
});
