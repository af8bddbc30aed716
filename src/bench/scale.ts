import { Deployments } from '../api/apps/deployment';
import { deployment, fleet, untilReady } from './fleet';
import { type Benchmark, elapsed } from './row';

/** Milliseconds until so many nodes have so many Pods ready, in so many Deployments. */
export function bringUp(nodes: number, deployments: number, pods: number): number {
  return elapsed(() => {
    const cluster = fleet(nodes);
    const names = Array.from({ length: deployments }, (_, i) => `web-${i}`);
    for (const name of names)
      cluster.admin.create(Deployments, deployment(name, pods / deployments));
    untilReady(cluster, names);
  });
}

/** To hundredths. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** 1,000 nodes and 10,000 Pods in 100 Deployments, all ready; and twice the Pods. */
export const scaleBenchmark: Benchmark = {
  name: 'scale',
  run(size) {
    const [nodes, deployments, pods] = size === 'full' ? [1000, 100, 10_000] : [50, 5, 100];
    const once = bringUp(nodes, deployments, pods) / 1000;
    const memory = process.resourceUsage().maxRSS / 1024;
    const twice = bringUp(nodes, deployments, 2 * pods) / 1000;
    return [
      {
        name: '10,000 Pods on 1,000 nodes',
        value: round(once),
        unit: 's',
        limit: 5,
        better: 'lower',
      },
      {
        name: '10,000 Pods: peak memory',
        value: Math.round(memory),
        unit: 'MB',
        limit: 600,
        better: 'lower',
      },
      {
        name: 'twice the Pods: times the time',
        value: round(twice / once),
        unit: 'x',
        limit: 2.3,
        better: 'lower',
      },
    ];
  },
};
