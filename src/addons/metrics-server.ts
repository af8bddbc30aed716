import { Nodes } from '../api/core/node';
import { Pods } from '../api/core/pod';
import { NodeMetricsKind, PodMetricsKind } from '../api/metrics';
import type { Node, NodeMetrics, Pod, PodMetrics } from '../api/schema/objects';
import { matchesRequirements } from '../api/selector';
import { timestamp } from '../api/timestamp';
import type { AggregatedObjects } from '../apiserver/aggregation';
import { LabelIndex } from '../apiserver/label-index';
import type { Time } from '../sim/loop';
import type { AddOn, ContainerUsage, Host } from './add-on';

/** How often it asks the kubelets, in milliseconds. upstream: metrics-server --metric-resolution */
const RESOLUTION = 15_000;
const WINDOW = `${RESOLUTION / 1000}s`;
/** What a node's own programs use. */
const NODE_OVERHEAD = { cpu: 40, memory: 512 * 1024 * 1024 };

interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

function written({ cpu, memory }: Usage): Record<string, string> {
  return { cpu: `${Math.round(cpu)}m`, memory: `${Math.ceil(memory / 1024)}Ki` };
}

/** What a Pod was found to use in a round. */
interface Found {
  readonly usage: readonly ContainerUsage[];
  readonly metrics: PodMetrics | undefined;
}

/**
 * The metrics of the latest round. They are worked out when somebody asks, once a round: nobody pays for rounds
 * that nobody reads, and who uses what he used is not written down anew.
 */
class Rounds {
  private round: Time = 0;
  private found = new Map<string, Found>();
  private before: ReadonlyMap<string, Found> = new Map();

  constructor(private readonly host: Host) {}

  /** When the latest round was. */
  private get time(): Time {
    const { now } = this.host.loop;
    const round = now - (now % RESOLUTION);
    if (round !== this.round) {
      this.round = round;
      this.before = this.found;
      this.found = new Map();
    }
    return round;
  }

  /** A Pod's metrics; undefined until each container was seen in two rounds: a rate needs two. */
  of(pod: Pod): PodMetrics | undefined {
    const { time } = this;
    const { uid } = pod.metadata;
    const found = this.found.get(uid);
    if (found !== undefined) return found.metrics;
    const usage = this.host.usageOf(pod);
    const isSeen = usage.length > 0 && usage.every(({ since }) => since <= time - RESOLUTION);
    const metrics = isSeen ? podMetricsAt(time, pod, usage, this.before.get(uid)) : undefined;
    this.found.set(uid, { usage, metrics });
    return metrics;
  }

  ofNode(node: Node, usage: Iterable<ContainerUsage>): NodeMetrics {
    const { time } = this;
    const { name, labels } = node.metadata;
    const total = { ...NODE_OVERHEAD };
    for (const { cpu, memory } of usage) {
      total.cpu += cpu;
      total.memory += memory;
    }
    const metadata = { ...dated(time), name, ...(labels ? { labels } : {}) };
    return {
      apiVersion: NodeMetricsKind.apiVersion,
      kind: NodeMetricsKind.kind,
      metadata,
      timestamp: timestamp(time),
      window: WINDOW,
      usage: written(total),
    } as NodeMetrics;
  }
}

function podMetricsAt(
  time: Time,
  pod: Pod,
  usage: readonly ContainerUsage[],
  before: Found | undefined,
): PodMetrics {
  const { name, namespace, labels } = pod.metadata;
  const text = timestamp(time);
  const metadata = { creationTimestamp: text, name, namespace };
  return {
    apiVersion: PodMetricsKind.apiVersion,
    kind: PodMetricsKind.kind,
    metadata: labels === undefined ? metadata : { ...metadata, labels },
    timestamp: text,
    window: WINDOW,
    containers:
      before?.metrics !== undefined && isSame(before.usage, usage)
        ? before.metrics.containers
        : usage.map((container) => ({ name: container.name, usage: written(container) })),
  } as PodMetrics;
}

function isSame(before: readonly ContainerUsage[], now: readonly ContainerUsage[]): boolean {
  return (
    before.length === now.length &&
    now.every(({ name, cpu, memory }, i) => {
      const other = before[i];
      return other?.name === name && other.cpu === cpu && other.memory === memory;
    })
  );
}

function dated(time: Time) {
  return { creationTimestamp: timestamp(time) };
}

function podMetrics({ server }: Host, rounds: Rounds): AggregatedObjects<PodMetrics> {
  const index = new LabelIndex(server.store, Pods);
  return {
    get(key) {
      const pod = server.store.objects(Pods).get(key);
      return pod === undefined ? undefined : rounds.of(pod);
    },
    *list(namespace, labels) {
      for (const pod of index.candidates(namespace, labels)) {
        if (!matchesRequirements(labels, pod.metadata.labels)) continue;
        const metrics = rounds.of(pod);
        if (metrics !== undefined) yield metrics;
      }
    },
  };
}

function nodeMetrics(host: Host, rounds: Rounds): AggregatedObjects<NodeMetrics> {
  const { store } = host.server;
  function* usageOn(node: string): Iterable<ContainerUsage> {
    for (const pod of store.objects(Pods).values()) {
      if (pod.spec.nodeName === node) yield* host.usageOf(pod);
    }
  }
  const of = (node: Node) => rounds.ofNode(node, usageOn(node.metadata.name));
  return {
    get(key) {
      const node = store.objects(Nodes).get(key);
      return node === undefined ? undefined : of(node);
    },
    *list() {
      for (const node of store.objects(Nodes).values()) yield of(node);
    },
  };
}

/** Serves metrics.k8s.io, which `kubectl top` and the HorizontalPodAutoscaler read. */
export const metricsServer: AddOn = {
  name: 'metrics-server',
  install(host) {
    const rounds = new Rounds(host);
    host.server.aggregation.serve(PodMetricsKind, podMetrics(host, rounds));
    host.server.aggregation.serve(NodeMetricsKind, nodeMetrics(host, rounds));
  },
};
