import { Deployments } from '../api/apps/deployment';
import { deployment, fleet, untilReady } from './fleet';
import { type Benchmark, elapsed, median } from './row';

function createAndRoll(replicas: number): number {
  const cluster = fleet(3);
  return elapsed(() => {
    const { admin } = cluster;
    admin.create(Deployments, deployment('web', replicas));
    untilReady(cluster, ['web']);
    const object = admin.get(Deployments, { namespace: 'default', name: 'web' });
    const template = deployment('web', replicas, 'web:2').spec.template;
    admin.update(Deployments, { ...object, spec: { ...object.spec, template } });
    untilReady(cluster, ['web']);
  });
}

/** So many rollouts have gone before the one that counts: V8 has compiled what is used most by then. */
const WARM_UP = 10;

/**
 * A Deployment from nothing to 300 ready Pods on 3 nodes, and a rolling update of the 300: in a process that has
 * done it before, and the first time.
 */
export const rolloutBenchmark: Benchmark = {
  name: 'rollout',
  run(size) {
    const replicas = size === 'full' ? 300 : 20;
    const cold = createAndRoll(replicas);
    if (size === 'full') for (let i = 0; i < WARM_UP; i++) createAndRoll(replicas);
    const warm = median(Array.from({ length: 5 }, () => createAndRoll(replicas)));
    return [
      { name: 'rollout of 300', value: Math.round(warm), unit: 'ms', limit: 150, better: 'lower' },
      {
        name: 'rollout of 300, first in the process',
        value: Math.round(cold),
        unit: 'ms',
        limit: 1000,
        better: 'lower',
      },
    ];
  },
};
