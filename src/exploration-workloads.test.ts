import { describe, it } from 'node:test';
import { assert } from 'chai';
import { DaemonSets } from './api/apps/daemon-set';
import { StatefulSets } from './api/apps/stateful-set';
import { CronJobs } from './api/batch/cron-job';
import { isJobFinished, Jobs } from './api/batch/job';
import { Cluster } from './cluster';
import { processCrashAtWrite } from './faults';
import { laws } from './scenario/laws';
import { LawWatch } from './scenario/laws/watch';

const SEEDS = Number(process.env.WAVETANK_SEEDS ?? 50);
const MINUTE = 60_000;
const namespace = 'default';

function template(app: string, container: object, more: object = {}) {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'c', ...container }], ...more },
  };
}

/** Makes one workload of each kind. */
function create({ admin }: Cluster): void {
  const selector = (app: string) => ({ matchLabels: { app } });
  admin.create(StatefulSets, {
    metadata: { namespace, name: 'db' },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: selector('db'),
      template: template('db', { image: 'db:1' }),
    },
  });
  admin.create(DaemonSets, {
    metadata: { namespace, name: 'agent' },
    spec: {
      selector: selector('agent'),
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: template('agent', { image: 'agent:1' }),
    },
  });
  const job = (command: string, indexed: boolean) => ({
    completions: 6,
    parallelism: 2,
    backoffLimit: 20,
    ...(indexed ? { completionMode: 'Indexed' } : {}),
    template: {
      spec: {
        containers: [{ name: 'c', image: 'busybox:1', command: ['sh', '-c', command] }],
        restartPolicy: 'Never',
      },
    },
  });
  admin.create(Jobs, { metadata: { namespace, name: 'work' }, spec: job('sleep 2', false) });
  admin.create(Jobs, { metadata: { namespace, name: 'index' }, spec: job('sleep 1', true) });
  admin.create(CronJobs, {
    metadata: { namespace, name: 'tick' },
    spec: {
      schedule: '* * * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { ...job('sleep 90', false), completions: 1, parallelism: 1 } },
    },
  });
}

/** Changes the template, or the size, of what runs on. */
function change({ admin }: Cluster, replicas: number): void {
  const set = admin.get(StatefulSets, { namespace, name: 'db' });
  const next = { ...set.spec, replicas, template: template('db', { image: 'db:2' }) };
  admin.update(StatefulSets, { ...set, spec: next });
  const daemons = admin.get(DaemonSets, { namespace, name: 'agent' });
  const spec = { ...daemons.spec, template: template('agent', { image: 'agent:2' }) };
  admin.update(DaemonSets, { ...daemons, spec });
}

function isSettled({ admin }: Cluster, replicas: number): boolean {
  const { status: db, spec } = admin.get(StatefulSets, { namespace, name: 'db' });
  const { status: agent } = admin.get(DaemonSets, { namespace, name: 'agent' });
  const jobs = ['work', 'index'].map((name) => admin.get(Jobs, { namespace, name }));
  return (
    spec.replicas === replicas &&
    db.updatedReplicas === replicas &&
    db.readyReplicas === replicas &&
    db.replicas === replicas &&
    agent.updatedNumberScheduled === 3 &&
    agent.numberAvailable === 3 &&
    jobs.every((job) => isJobFinished(job) && job.status.succeeded === 6)
  );
}

function storm(seed: number): void {
  const cluster = new Cluster({ seed, shuffle: true });
  const watch = new LawWatch(cluster, laws);
  const chance = cluster.random.stream('storm');
  for (let i = 1; i <= 3; i++) {
    cluster.addMachine({ name: `node-${i}`, cpu: '4', memory: '8Gi', pods: 20 });
  }
  // every write of the first hundred is the last of some process, in one seed or another
  const crash = { process: 'kube-controller-manager', write: 1 + (seed % 100) };
  processCrashAtWrite.inject(cluster, { ...crash, back: chance.below(3000) });
  create(cluster);
  cluster.pass(chance.below(20_000));
  const replicas = 1 + chance.below(4);
  change(cluster, replicas);
  const outcome = cluster.runUntil(() => isSettled(cluster, replicas), 30 * MINUTE);
  assert.equal(outcome, 'reached', `seed ${seed}: the workloads did not come to rest`);
  cluster.pass(4 * MINUTE);
  assert.deepEqual(watch.broken(), [], `seed ${seed}`);
}

describe('exploration of workloads', () => {
  it(`keeps every law under ${SEEDS} seeds of shuffled ties and crashes at writes`, () => {
    for (let seed = 1; seed <= SEEDS; seed++) storm(seed);
  });
});
