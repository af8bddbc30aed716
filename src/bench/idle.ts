import { Deployments } from '../api/apps/deployment';
import { deployment, fleet, untilReady } from './fleet';
import { type Benchmark, elapsed } from './row';

const DAY = 86_400_000;

/** 100 nodes and 1,000 Pods that do nothing for a simulated day. */
export const idleBenchmark: Benchmark = {
  name: 'idle',
  run(size) {
    const cluster = fleet(100);
    cluster.admin.create(Deployments, deployment('web', 1000));
    untilReady(cluster, ['web']);
    const ms = elapsed(() => cluster.pass(size === 'full' ? DAY : DAY / 24));
    return [
      {
        name: 'idle day of 100 nodes, 1,000 Pods',
        value: Math.round(ms) / 1000,
        unit: 's',
        limit: 2,
        better: 'lower',
      },
    ];
  },
};
