import { Deployments } from '../api/apps/deployment';
import { StatefulSets } from '../api/apps/stateful-set';
import { HorizontalPodAutoscalers } from '../api/autoscaling/horizontal-pod-autoscaler';
import { CronJobs } from '../api/batch/cron-job';
import { isJobComplete, Jobs } from '../api/batch/job';
import { Pods } from '../api/core/pod';
import { isReady } from '../api/core/pod-states';
import type { New } from '../api/object';
import type { Deployment, JobSpec, Pod } from '../api/schema/objects';
import { matchesLabels } from '../api/selector';
import type { Cluster } from '../cluster';
import { fleet } from './fleet';
import { type Benchmark, elapsed, type Row } from './row';

const HOUR = 3_600_000;
const namespace = 'default';
const requests = { cpu: '10m', memory: '16Mi' };

function template(app: string, image: string, more: object = {}) {
  return {
    metadata: { labels: { app } },
    spec: { containers: [{ name: 'c', image, resources: { requests } }], ...more },
  };
}

/** A StatefulSet of so many Pods comes up, one after another. */
function inOrder(replicas: number): number {
  const cluster = fleet(Math.ceil(replicas / 200) + 1, '64', '256Gi');
  const name = 'db';
  return elapsed(() => {
    cluster.admin.create(StatefulSets, {
      metadata: { name, namespace },
      spec: {
        replicas,
        serviceName: name,
        selector: { matchLabels: { app: name } },
        template: template(name, 'db:1'),
      },
    });
    const outcome = cluster.runUntil(
      () =>
        cluster.server.store.get(StatefulSets, `${namespace}/${name}`)?.status.readyReplicas ===
        replicas,
      24 * HOUR,
    );
    if (outcome !== 'reached') throw new Error('the StatefulSet did not come up within a day');
  });
}

function work(completions: number, parallelism: number): JobSpec {
  return {
    completions,
    parallelism,
    template: template('work', 'work:1', { restartPolicy: 'Never' }),
  };
}

/** So many Jobs of 50 completions, ten Pods of each at a time, run to their end. */
function manyJobs(jobs: number, completions: number): number {
  const cluster = fleet(Math.ceil(jobs / 20) + 1, '64', '256Gi');
  cluster.images.completesAfter('work:1', 5_000);
  const names = Array.from({ length: jobs }, (_, i) => `work-${i}`);
  return elapsed(() => {
    for (const name of names) {
      cluster.admin.create(Jobs, { metadata: { name, namespace }, spec: work(completions, 10) });
    }
    const waiting = new Set(names);
    const outcome = cluster.runUntil(() => {
      for (const name of waiting) {
        const job = cluster.server.store.get(Jobs, `${namespace}/${name}`);
        if (job === undefined || !isJobComplete(job)) return false;
        waiting.delete(name);
      }
      return true;
    }, 24 * HOUR);
    if (outcome !== 'reached') throw new Error(`not complete after a day: ${[...waiting]}`);
  });
}

/** So many CronJobs make a Job a day each, each at its own minute, for some simulated days. */
function aWeekOf(crons: number, days: number): number {
  const cluster = fleet(3, '64', '256Gi');
  cluster.images.completesAfter('work:1', 5_000);
  return elapsed(() => {
    for (let i = 0; i < crons; i++) {
      cluster.admin.create(CronJobs, {
        metadata: { name: `cron-${i}`, namespace },
        spec: { schedule: `${i % 60} ${i % 24} * * *`, jobTemplate: { spec: work(1, 1) } },
      });
    }
    cluster.pass(days * 24 * HOUR);
  });
}

/** So many autoscalers follow a load that changes every half hour, for a simulated day. */
function autoscaled(workloads: number, halfHours: number): number {
  const cluster = fleet(Math.ceil(workloads / 20) + 1, '64', '256Gi');
  cluster.install('metrics-server');
  const loads = Array.from({ length: workloads }, (_, i) => {
    const name = `web-${i}`;
    const labels = { app: name };
    cluster.admin.create(Deployments, {
      metadata: { name, namespace },
      spec: { replicas: 1, selector: { matchLabels: labels }, template: template(name, 'web:1') },
    } as New<Deployment>);
    cluster.admin.create(HorizontalPodAutoscalers, {
      metadata: { name, namespace },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: 1,
        maxReplicas: 10,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
          },
        ],
      },
    });
    return { name, pods: selected(cluster, labels) };
  });
  return elapsed(() => {
    for (let round = 0; round < halfHours; round++) {
      loads.forEach(({ name, pods }, i) => {
        const cpu = 5 * (1 + ((i + round) % 8));
        cluster.load.put(name, { cpu, carriers: () => new Set(pods().map(uidOf)) });
      });
      cluster.pass(HOUR / 2);
    }
  });
}

const uidOf = ({ metadata }: Pod): string => metadata.uid;

/** The ready Pods with these labels, as they are when asked. */
function selected(cluster: Cluster, labels: Readonly<Record<string, string>>): () => Pod[] {
  const known = new Map<string, Pod>();
  cluster.server.as({ name: 'bench', groups: ['system:masters'] }).watch(Pods, {}, (change) => {
    const { object, type, key } = change;
    if (!matchesLabels(labels, object.metadata.labels)) return;
    if (type === 'DELETED' || !isReady(object)) known.delete(key);
    else known.set(key, object);
  });
  return () => [...known.values()];
}

function rows(name: string, limit: number, once: number, twice: number): Row[] {
  return [
    { name, value: Math.round(once), unit: 'ms', limit, better: 'lower' },
    {
      name: `${name}, twice as many: times the time`,
      value: Math.round((twice / once) * 100) / 100,
      unit: '×',
      limit: 2.3,
      better: 'lower',
    },
  ];
}

/** What matters is the growth; the times are bounded by about twice what they were. 1,000 StatefulSet Pods in order, 200 Jobs of 50 completions, 500 CronJobs over a simulated week, 100 autoscalers for a day. */
export const workloadsBenchmark: Benchmark = {
  name: 'workloads',
  onRequest: true,
  run(size) {
    const [pods, jobs, crons, days] = size === 'full' ? [1000, 200, 500, 7] : [20, 4, 10, 1];
    const [scalers, halfHours] = size === 'full' ? [100, 48] : [4, 2];
    // the first runs warm the engine up
    inOrder(20);
    manyJobs(2, 10);
    return [
      ...rows('1,000 StatefulSet Pods in order', 6000, inOrder(pods), inOrder(2 * pods)),
      ...rows('200 Jobs of 50 completions', 15_000, manyJobs(jobs, 50), manyJobs(2 * jobs, 50)),
      ...rows('500 CronJobs over a week', 30_000, aWeekOf(crons, days), aWeekOf(2 * crons, days)),
      ...rows(
        '100 autoscalers for a day',
        100_000,
        autoscaled(scalers, halfHours),
        autoscaled(2 * scalers, halfHours),
      ),
    ];
  },
};
