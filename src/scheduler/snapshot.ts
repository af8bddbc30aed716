import type {
  CSIStorageCapacity,
  LabelSelector,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  StorageClass,
} from '../api/schema/objects';
import type { Candidates } from './framework';
import type { NodeCounts, Topology } from './node-counts';
import { candidatesOf, NodeInfo } from './node-info';
import { NodeMemos, NodeVersions } from './node-memo';
import { interleaveZones } from './node-tree';
import { PodCounters, type Sort } from './pod-counters';
import type { PodInfo } from './pod-info';
import { TermGroups } from './term-groups';

type Labels = Readonly<Record<string, string>>;

/** What plugins look up beside nodes and Pods. */
export interface Lookup {
  /** The names of all namespaces. */
  namespaces(): Iterable<string>;
  namespaceLabels(namespace: string): Labels | undefined;
  /** The selectors of the Services and owners that a Pod belongs to; undefined when there are none. */
  spreadSelector(pod: Pod): LabelSelector | undefined;
  claim(namespace: string, name: string): PersistentVolumeClaim | undefined;
  volume(name: string): PersistentVolume | undefined;
  volumes(): Iterable<PersistentVolume>;
  storageClass(name: string): StorageClass | undefined;
  /** How many volumes of which CSI driver the node takes; undefined when it takes any number. */
  volumeLimits(node: string): ReadonlyMap<string, number> | undefined;
  /** What a provisioner has room for, in all its topologies; undefined when it does not tell. */
  capacities(provisioner: string): Iterable<CSIStorageCapacity> | undefined;
  budgets(namespace: string): Iterable<PodDisruptionBudget>;
}

/** Looks nothing up: for worlds of nodes and Pods alone. */
export const NO_LOOKUP: Lookup = {
  namespaces: () => [],
  namespaceLabels: () => undefined,
  spreadSelector: () => undefined,
  claim: () => undefined,
  volume: () => undefined,
  volumes: () => [],
  storageClass: () => undefined,
  volumeLimits: () => undefined,
  capacities: () => undefined,
  budgets: () => [],
};

/**
 * The cluster as the scheduler sees it: nodes with the Pods on them, those included that it has bound and not
 * yet heard of. Kept up to date change by change.
 */
export class Snapshot implements Topology {
  readonly byName = new Map<string, NodeInfo>();
  readonly terms = new TermGroups();
  /** Pods that wait for room on a node that others are leaving for them, by node. */
  readonly nominated = new Map<string, Map<string, PodInfo>>();
  private readonly versions = new NodeVersions();
  /** What local plugins said of the nodes as they are. */
  readonly memos = new NodeMemos(this.versions);
  private readonly counters = new PodCounters();
  private readonly nodeOfPod = new Map<string, NodeInfo>();
  private readonly imageNodes = new Map<string, number>();
  private readonly freeSlots: number[] = [];
  private order: Candidates | undefined;
  private readonly labelled = new Map<string, Uint8Array>();
  private nextSlot = 0;
  private preferNoSchedule = 0;
  private currentVersion = 0;

  constructor(readonly lookup: Lookup = NO_LOOKUP) {}

  /** The nodes in the order of the search. */
  get nodes(): readonly NodeInfo[] {
    return this.candidates.nodes;
  }

  /** The same, with their slots. */
  get candidates(): Candidates {
    this.order ??= candidatesOf(interleaveZones(this.known()));
    return this.order;
  }

  /** 1 in the slots of the nodes that have the label. */
  slotsWith(label: string): Uint8Array {
    let slots = this.labelled.get(label);
    if (slots === undefined) {
      slots = new Uint8Array(this.nextSlot);
      for (const { labels, slot } of this.nodes) if (labels[label] !== undefined) slots[slot] = 1;
      this.labelled.set(label, slots);
    }
    return slots;
  }

  get version(): number {
    return this.currentVersion;
  }

  /** True when some node has a taint that keeps Pods away only softly. */
  get hasSoftTaints(): boolean {
    return this.preferNoSchedule > 0;
  }

  /** How many nodes have the image. */
  nodesWithImage(image: string): number {
    return this.imageNodes.get(image) ?? 0;
  }

  /** The node that a Pod is on, bound or assumed. */
  nodeOf(uid: string): NodeInfo | undefined {
    return this.nodeOfPod.get(uid);
  }

  /** The counts of a sort of Pods by node. */
  count(sort: Sort): NodeCounts {
    return this.counters.of(sort);
  }

  /** Takes a node in, new or changed. */
  setNode(node: Node): void {
    const info = this.info(node.metadata.name);
    const old = info.node;
    this.countNode(info, -1);
    info.setNode(node);
    this.versions.changed(info.slot);
    this.countNode(info, 1);
    if (old === undefined || old.metadata.labels !== node.metadata.labels) this.reorder();
  }

  removeNode(name: string): void {
    const info = this.byName.get(name);
    if (info === undefined) return;
    this.countNode(info, -1);
    info.setNode(undefined);
    // a node that comes again is the last to have come
    this.byName.delete(name);
    if (info.pods.size > 0) this.byName.set(name, info);
    else this.freeSlots.push(info.slot);
    this.reorder();
  }

  addPod(pod: PodInfo, nodeName: string): void {
    this.removePod(pod.uid);
    const node = this.info(nodeName);
    node.addPod(pod);
    this.versions.changed(node.slot);
    this.nodeOfPod.set(pod.uid, node);
    this.counters.change(pod, node, 1);
    this.terms.change(pod, node, 1);
  }

  /** Takes a Pod off its node; undefined when it is on none. */
  removePod(uid: string): PodInfo | undefined {
    const node = this.nodeOfPod.get(uid);
    const pod = node?.pods.get(uid);
    if (node === undefined || pod === undefined) return undefined;
    node.removePod(pod);
    this.versions.changed(node.slot);
    this.nodeOfPod.delete(uid);
    this.counters.change(pod, node, -1);
    this.terms.change(pod, node, -1);
    if (node.node === undefined && node.pods.size === 0) {
      this.byName.delete(node.name);
      this.freeSlots.push(node.slot);
    }
    return pod;
  }

  nominate(pod: PodInfo, nodeName: string): void {
    this.unnominate(pod.uid);
    const pods = this.nominated.get(nodeName);
    if (pods === undefined) this.nominated.set(nodeName, new Map([[pod.uid, pod]]));
    else pods.set(pod.uid, pod);
  }

  unnominate(uid: string): void {
    for (const [node, pods] of this.nominated) {
      if (pods.delete(uid) && pods.size === 0) this.nominated.delete(node);
    }
  }

  private *known(): Iterable<NodeInfo> {
    for (const info of this.byName.values()) if (info.node !== undefined) yield info;
  }

  private info(name: string): NodeInfo {
    let info = this.byName.get(name);
    if (info === undefined) {
      info = new NodeInfo(name, this.freeSlots.pop() ?? this.nextSlot++);
      this.byName.set(name, info);
    }
    return info;
  }

  private reorder(): void {
    this.order = undefined;
    this.labelled.clear();
    this.currentVersion++;
  }

  private countNode(info: NodeInfo, delta: 1 | -1): void {
    if (info.node === undefined) return;
    if (info.taints.some(({ effect }) => effect === 'PreferNoSchedule')) {
      this.preferNoSchedule += delta;
    }
    for (const image of info.images.keys()) {
      this.imageNodes.set(image, this.nodesWithImage(image) + delta);
    }
  }
}
