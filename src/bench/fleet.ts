import { Deployments } from '../api/apps/deployment';
import type { New } from '../api/object';
import type { Deployment } from '../api/schema/objects';
import { Cluster, type ClusterOptions } from '../cluster';

const MINUTE = 60_000;

/** A cluster with so many equal nodes, registered and ready. */
export function fleet(
  nodes: number,
  cpu = '16',
  memory = '64Gi',
  options: ClusterOptions = {},
): Cluster {
  const cluster = new Cluster(options);
  for (let i = 1; i <= nodes; i++) {
    cluster.addMachine({ name: `node-${i}`, cpu, memory, pods: 250, zone: `${'abc'[i % 3]}` });
  }
  cluster.settle(MINUTE);
  return cluster;
}

export function deployment(name: string, replicas: number, image = 'web:1'): New<Deployment> {
  const labels = { app: name };
  return {
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'c', image, resources: { requests: { cpu: '10m', memory: '16Mi' } } },
          ],
        },
      },
    },
  };
}

/** Runs until the Deployments have all their Pods ready and updated; an error when they do not get there. */
export function untilReady(cluster: Cluster, names: readonly string[]): void {
  const waiting = new Set(names);
  const outcome = cluster.runUntil(() => {
    for (const name of waiting) {
      const found = cluster.server.store.find(Deployments, { namespace: 'default', name });
      if (found === undefined || !isReady(found)) return false;
      waiting.delete(name);
    }
    return true;
  }, 60 * MINUTE);
  if (outcome !== 'reached') throw new Error(`not ready after an hour: ${[...waiting].join(', ')}`);
}

function isReady({ metadata, spec, status }: Deployment): boolean {
  const wanted = spec.replicas ?? 1;
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === wanted &&
    status.readyReplicas === wanted &&
    status.replicas === wanted
  );
}
