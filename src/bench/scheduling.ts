import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import type { New } from '../api/object';
import { PriorityClasses } from '../api/scheduling/priority-class';
import type { Pod, PodSpec } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import { Cluster } from '../cluster';
import { type Benchmark, elapsed, type Row } from './row';

/** One of the scheduling workloads by which Kubernetes measures its own scheduler. upstream: test/integration/scheduler_perf */
interface Workload {
  readonly name: string;
  /** Pods a second that it should reach. */
  readonly limit: number;
  readonly labels?: Readonly<Record<string, string>>;
  /** What its Pods ask for beside 100m CPU and 500Mi of memory. */
  readonly spec?: Partial<PodSpec>;
  /** Before the measured Pods: so many others, which keep the scheduler from an empty cluster. */
  readonly before?: (cluster: Cluster, nodes: number) => void;
  /** While the measured Pods come. */
  readonly beside?: (cluster: Cluster, round: number) => void;
}

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const LABELS = { color: 'blue' };
const selector = { labelSelector: { matchLabels: LABELS } };

const MINUTES = 600_000;
const ROUND = 1000;

const workloads: readonly Workload[] = [
  { name: 'basic', limit: 5000 },
  {
    name: 'topology spreading',
    limit: 2000,
    labels: LABELS,
    spec: {
      topologySpreadConstraints: [
        { maxSkew: 5, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', ...selector },
      ],
    },
  },
  {
    name: 'pod affinity',
    limit: 500,
    labels: LABELS,
    spec: {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: ZONE, ...selector }],
        },
      },
    },
  },
  {
    name: 'preferred pod anti-affinity',
    limit: 500,
    labels: LABELS,
    spec: {
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: HOST, ...selector } },
          ],
        },
      },
    },
  },
  {
    name: 'node affinity',
    limit: 2000,
    spec: {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: ZONE, operator: 'In', values: ['a', 'b'] }] },
            ],
          },
        },
      },
    },
  },
  {
    name: 'preemption',
    // each looks at 500 candidates, a tenth of the nodes, as upstream does
    limit: 200,
    spec: { priorityClassName: 'high', containers: [container('1', '500Mi')] },
    before(cluster, nodes) {
      cluster.admin.create(PriorityClasses, { metadata: { name: 'high' }, value: 100 });
      // two of these and two measured ones do not fit together
      createPods(cluster, 'low', nodes * 2, {
        spec: { terminationGracePeriodSeconds: 0, containers: [container('1900m', '1Gi')] },
      });
      cluster.settle(MINUTES);
    },
  },
  {
    name: 'unschedulable beside',
    limit: 2000,
    before: (cluster) => {
      createPods(cluster, 'huge', 200, { spec: { containers: [container('9', '500Mi')] } });
    },
  },
  {
    name: 'churn beside',
    limit: 2000,
    beside(cluster, round) {
      const name = `churn-${round}`;
      addNode(cluster, name, 'a');
      if (round > 0) cluster.admin.delete(Nodes, { name: `churn-${round - 1}` });
    },
  },
];

function container(cpu: string, memory: string): PodSpec['containers'][number] {
  return { name: 'c', image: 'pause:1', resources: { requests: { cpu, memory } } };
}

interface Likeness {
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: Partial<PodSpec>;
}

function createPods(cluster: Cluster, prefix: string, count: number, like: Likeness = {}): void {
  for (let i = 0; i < count; i++) {
    const pod = {
      metadata: { name: `${prefix}-${i}`, namespace: 'default', labels: like.labels ?? {} },
      spec: { containers: [container('100m', '500Mi')], ...like.spec },
    };
    cluster.admin.create(Pods, pod as New<Pod>);
  }
}

/** Nodes and Pods alone, as upstream has them: no kubelets and no controllers, which would be measured too. */
function schedulerAlone(nodes: number): Cluster {
  const cluster = new Cluster();
  cluster.settle(MINUTES);
  cluster.controlPlane.controllerManager.stop();
  for (let i = 1; i <= nodes; i++) addNode(cluster, `node-${i}`, `${'abc'[i % 3]}`);
  cluster.settle(MINUTES);
  return cluster;
}

function addNode(cluster: Cluster, name: string, zone: string): void {
  const room = { cpu: '4', memory: '32Gi', pods: '110' };
  const metadata = { name, labels: { [HOST]: name, [ZONE]: zone } };
  const { admin } = cluster;
  const node = admin.create(Nodes, { metadata, spec: {}, status: { capacity: room } });
  const conditions = [{ type: 'Ready', status: 'True' }];
  const known = admin.update(Nodes, { ...node, spec: {} });
  admin.updateStatus(Nodes, {
    ...known,
    status: { allocatable: room, capacity: room, conditions },
  });
}

/** Counts the measured Pods that have got a node. */
function countBound({ trace }: Cluster): () => number {
  let count = 0;
  trace.subscribe(({ type, data }) => {
    if (type !== 'write') return;
    const { kind, object, old } = data as WriteEntry;
    if (kind !== Pods.kind || old === undefined) return;
    const [now, before] = [object as Pod, old as Pod];
    const isBound = now.spec.nodeName !== undefined && before.spec.nodeName === undefined;
    if (isBound && now.metadata.name.startsWith('measured')) count++;
  });
  return () => count;
}

/** Milliseconds from the first measured Pod to the last one's node. */
function measure(workload: Workload, nodes: number, first: number, pods: number): number {
  const cluster = schedulerAlone(nodes);
  workload.before?.(cluster, nodes);
  createPods(cluster, 'first', first, workload);
  cluster.settle(MINUTES);
  const bound = countBound(cluster);
  return elapsed(() => {
    for (let done = 0, round = 0; done < pods; round++) {
      const some = Math.min(ROUND, pods - done);
      createPods(cluster, `measured-${round}`, some, workload);
      workload.beside?.(cluster, round);
      done += some;
      if (!cluster.waitUntil(() => bound() === done, MINUTES)) {
        throw new Error(`${workload.name}: ${done - bound()} Pods found no node`);
      }
    }
  });
}

/** 5,000 nodes, 1,000 Pods, then 10,000 more: how many a second get their nodes with the whole default profile. */
export const schedulingBenchmark: Benchmark = {
  name: 'scheduling',
  run(size) {
    const [nodes, first, pods] = size === 'full' ? [5000, 1000, 10_000] : [60, 20, 60];
    // V8 compiles what is used most while nobody measures
    if (size === 'full') for (const workload of workloads) measure(workload, 200, 20, 200);
    return workloads.map(
      (workload): Row => ({
        name: `scheduling: ${workload.name}`,
        value: Math.round((pods / measure(workload, nodes, first, pods)) * 1000),
        unit: 'Pods/s',
        limit: workload.limit,
        better: 'higher',
      }),
    );
  },
};
