// A scheduler for Pods that name it: each goes to the first node, by name, that has been told to take them.
import { defineController, type KubeObject } from 'wavetank';

interface Pod extends KubeObject {
  readonly spec: { readonly schedulerName?: string; readonly nodeName?: string };
}

const NODE = { apiVersion: 'v1', kind: 'Node' };

export const firstNodeScheduler = defineController<Pod>({
  name: 'first-node-scheduler',
  reconciles: { apiVersion: 'v1', kind: 'Pod' },

  reconcile(cluster, pod) {
    const { schedulerName, nodeName } = pod.spec;
    if (schedulerName !== 'first-node' || nodeName !== undefined) return;
    const nodes = cluster.list(NODE, { labels: { takes: 'first-node' } });
    const [target] = nodes.map(({ metadata }) => metadata.name).sort();
    if (target === undefined) return { requeueAfter: 5000 };
    cluster.bind(pod, target);
    cluster.event(pod, 'Normal', 'Scheduled', `Assigned to ${target}`);
  },
});
