import { describe, it } from 'node:test';
import { assert } from 'chai';
import { Deployments } from './api/apps/deployment';
import { PodDisruptionBudgets } from './api/policy/pod-disruption-budget';
import { Cluster } from './cluster';
import { laws } from './scenario/laws';
import { LawWatch } from './scenario/laws/watch';

const SEEDS = Number(process.env.WAVETANK_SEEDS ?? 300);
const MINUTE = 60_000;
const key = { namespace: 'default', name: 'web' };

function deployment(replicas: number, image: string) {
  const labels = { app: 'web' };
  return {
    metadata: key,
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'c', image, resources: { requests: { cpu: '500m' } } }] },
      },
    },
  };
}

/**
 * A world with shuffled ties in which a Deployment is made, rolled, scaled and drained, while the controller
 * manager, the scheduler and a kubelet crash at random moments.
 */
function storm(seed: number): void {
  const cluster = new Cluster({ seed, shuffle: true });
  const watch = new LawWatch(cluster, laws);
  const chance = cluster.random.stream('storm');
  for (let i = 1; i <= 3; i++) {
    cluster.addMachine({ name: `node-${i}`, cpu: '4', memory: '8Gi', pods: 20 });
  }
  const crash = () => {
    const process = chance.pick([
      cluster.controlPlane.controllerManager,
      cluster.controlPlane.scheduler,
    ]);
    process.stop();
    cluster.loop.after(chance.below(5000), 'restart', () => process.start());
  };
  for (let i = 0; i < 6; i++) cluster.loop.after(chance.below(60_000), 'crash', crash);
  const { admin } = cluster;
  admin.create(Deployments, deployment(4, 'web:1'));
  admin.create(PodDisruptionBudgets, {
    metadata: key,
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
  });
  cluster.pass(chance.below(20_000));
  const roll = admin.get(Deployments, key);
  const { template } = deployment(4, 'web:2').spec;
  admin.update(Deployments, { ...roll, spec: { ...roll.spec, template } });
  cluster.pass(chance.below(10_000));
  const scaled = admin.get(Deployments, key);
  admin.update(Deployments, { ...scaled, spec: { ...scaled.spec, replicas: 2 + chance.below(6) } });
  const outcome = cluster.runUntil(() => {
    const { spec, status, metadata } = admin.get(Deployments, key);
    return (
      status.observedGeneration === metadata.generation &&
      status.updatedReplicas === spec.replicas &&
      status.availableReplicas === spec.replicas &&
      status.replicas === spec.replicas
    );
  }, 30 * MINUTE);
  assert.equal(outcome, 'reached', `seed ${seed}: the rollout did not end`);
  assert.deepEqual(watch.broken(), [], `seed ${seed}`);
}

describe('exploration', () => {
  it(`keeps every law under ${SEEDS} seeds of shuffled ties and crashes`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) storm(seed);
    // a set that was made smaller was taken for larger than it is
    storm(331);
    // a set's status lags behind its size: upstream's controller is misled as well
    storm(572);
  });

  it('gives the same trace for the same seed, and another for another', () => {
    const digest = (seed: number) => {
      const cluster = new Cluster({ seed, shuffle: true });
      cluster.addMachine({ name: 'node-1', cpu: '4', memory: '8Gi', pods: 20 });
      cluster.admin.create(Deployments, deployment(3, 'web:1'));
      cluster.pass(MINUTE);
      return JSON.stringify(cluster.trace.entries);
    };
    assert.equal(digest(1), digest(1));
    assert.notEqual(digest(1), digest(2));
  });
});
