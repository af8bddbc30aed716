import type { HostPort } from '../api/core/host-port';
import type { Node, Taint } from '../api/schema/objects';
import type { Candidates } from './framework';
import type { PodInfo } from './pod-info';
import { readResources } from './quantities';

type Labels = Readonly<Record<string, string>>;

const NO_LABELS: Labels = {};
const NO_TAINTS: readonly Taint[] = [];
const NO_EXTENDED: ReadonlyMap<string, number> = new Map();
/** One node and the Pods on it, as sums that are kept up to date. CPU in thousandths, the rest in bytes or whole. */
export class NodeInfo {
  /** The Node object; undefined while only Pods know of the node. */
  node: Node | undefined;
  labels: Labels = NO_LABELS;
  taints: readonly Taint[] = NO_TAINTS;
  unschedulable = false;
  allocatableCpu = 0;
  allocatableMemory = 0;
  allocatableEphemeral = 0;
  allocatablePods = 0;
  allocatableExtended: ReadonlyMap<string, number> = NO_EXTENDED;
  requestedCpu = 0;
  requestedMemory = 0;
  requestedEphemeral = 0;
  requestedExtended: Map<string, number> | undefined;
  /** With defaults for what Pods do not state. */
  scoredCpu = 0;
  scoredMemory = 0;
  /** The ports of the host that Pods use. */
  ports: HostPort[] = [];
  /** Image names and their sizes in bytes. */
  images: ReadonlyMap<string, number> = NO_EXTENDED;

  constructor(
    readonly name: string,
    /** A small number of its own, by which others keep what they know of the node. */
    readonly slot: number,
    readonly pods = new Map<string, PodInfo>(),
  ) {}

  /** Takes the Node object in. */
  setNode(node: Node | undefined): void {
    const old = this.node;
    this.node = node;
    this.labels = node?.metadata.labels ?? NO_LABELS;
    this.taints = node?.spec.taints ?? NO_TAINTS;
    this.unschedulable = node?.spec.unschedulable === true;
    if (node?.status.allocatable !== old?.status.allocatable) {
      const { cpu, memory, ephemeral, extended } = readResources(node?.status.allocatable);
      this.allocatableCpu = cpu;
      this.allocatableMemory = memory;
      this.allocatableEphemeral = ephemeral;
      this.allocatableExtended = extended ?? NO_EXTENDED;
      this.allocatablePods = Number(node?.status.allocatable?.pods ?? 0);
    }
    if (node?.status.images !== old?.status.images) this.images = imagesOf(node);
  }

  addPod(pod: PodInfo): void {
    this.pods.set(pod.uid, pod);
    this.count(pod, 1);
    if (pod.shape.hostPorts.length > 0) this.ports = [...this.ports, ...pod.shape.hostPorts];
  }

  removePod(pod: PodInfo): void {
    if (!this.pods.delete(pod.uid)) return;
    this.count(pod, -1);
    if (pod.shape.hostPorts.length === 0) return;
    this.ports = [...this.pods.values()].flatMap(({ shape }) => shape.hostPorts);
  }

  /** A copy to which Pods can be added and from which they can be taken without a trace. */
  copy(): NodeInfo {
    const copy = new NodeInfo(this.name, this.slot, new Map(this.pods));
    // field by field: preemption and nominated Pods copy nodes by the thousand
    copy.node = this.node;
    copy.labels = this.labels;
    copy.taints = this.taints;
    copy.unschedulable = this.unschedulable;
    copy.allocatableCpu = this.allocatableCpu;
    copy.allocatableMemory = this.allocatableMemory;
    copy.allocatableEphemeral = this.allocatableEphemeral;
    copy.allocatablePods = this.allocatablePods;
    copy.allocatableExtended = this.allocatableExtended;
    copy.requestedCpu = this.requestedCpu;
    copy.requestedMemory = this.requestedMemory;
    copy.requestedEphemeral = this.requestedEphemeral;
    copy.requestedExtended = this.requestedExtended && new Map(this.requestedExtended);
    copy.scoredCpu = this.scoredCpu;
    copy.scoredMemory = this.scoredMemory;
    copy.ports = this.ports;
    copy.images = this.images;
    return copy;
  }

  private count({ shape: { requests, scored } }: PodInfo, sign: 1 | -1): void {
    this.requestedCpu += sign * requests.cpu;
    this.requestedMemory += sign * requests.memory;
    this.requestedEphemeral += sign * requests.ephemeral;
    this.scoredCpu += sign * scored.cpu;
    this.scoredMemory += sign * scored.memory;
    if (requests.extended === undefined) return;
    this.requestedExtended ??= new Map();
    for (const [name, amount] of requests.extended) {
      const sum = (this.requestedExtended.get(name) ?? 0) + sign * amount;
      this.requestedExtended.set(name, sum);
    }
  }
}

/** The nodes with their slots. */
export function candidatesOf(nodes: readonly NodeInfo[]): Candidates {
  return { nodes, slots: Int32Array.from(nodes, ({ slot }) => slot) };
}

function imagesOf(node: Node | undefined): ReadonlyMap<string, number> {
  const images = new Map<string, number>();
  for (const { names, sizeBytes = 0 } of node?.status.images ?? []) {
    for (const name of names ?? []) images.set(name, sizeBytes);
  }
  return images;
}
