import { Deployments } from '../api/apps/deployment';
import { Pods } from '../api/core/pod';
import { parseSelector } from '../api/selector';
import { deployment, fleet, untilReady } from './fleet';
import { type Benchmark, elapsed, median } from './row';

/** A list of 10,000 Pods of ten applications by a label selector that half of them match. */
export const listBenchmark: Benchmark = {
  name: 'list',
  run(size) {
    const replicas = size === 'full' ? 1000 : 10;
    const names = Array.from({ length: 10 }, (_, i) => `web-${i}`);
    const cluster = fleet(size === 'full' ? 100 : 3);
    for (const name of names) cluster.admin.create(Deployments, deployment(name, replicas));
    untilReady(cluster, names);
    const labels = parseSelector(`app in (${names.slice(0, 5).join(',')})`);
    const list = () => elapsed(() => cluster.admin.list(Pods, { namespace: 'default', labels }));
    const ms = median(Array.from({ length: 9 }, list));
    return [
      {
        name: 'list of 10,000 Pods by label',
        value: Math.round(ms * 10) / 10,
        unit: 'ms',
        limit: 20,
        better: 'lower',
      },
    ];
  },
};
