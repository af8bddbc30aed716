import { describe, it } from 'node:test';
import { assert } from 'chai';
import { DaemonSets } from './api/apps/daemon-set';
import { StatefulSets } from './api/apps/stateful-set';
import { CronJobs } from './api/batch/cron-job';
import { isJobFinished, Jobs } from './api/batch/job';
import { ApiError } from './api/errors';
import type { Request } from './apiserver/request';
import { Cluster } from './cluster';
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

/** A process that died in the middle of its work must not go on with it. */
function closed({ user }: Request): void {
  if (!/(set|job)-controller$/.test(user.name)) return;
  throw new ApiError('ServiceUnavailable', 'the process is dead');
}

/** The controller manager dies right after this write: what it wanted to do next, it does not do. */
function crashAfterWrite(cluster: Cluster, at: number, down: number): void {
  const { controllerManager, server, loop } = cluster;
  let writes = 0;
  cluster.trace.subscribe(({ type, actor }) => {
    if (type !== 'write' || !/(set|job)-controller$/.test(actor) || ++writes % at !== 0) return;
    if (!controllerManager.running) return;
    controllerManager.stop();
    server.gates.push(closed);
    loop.after(0, 'the dead are silent', () => {
      server.gates.splice(server.gates.indexOf(closed), 1);
    });
    loop.after(down, 'restart', () => controllerManager.start());
  });
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
  crashAfterWrite(cluster, 1 + (seed % 100), chance.below(3000));
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
