import type { NodeInfo } from './node-info';

/** The nodes that share a value of a topology label. */
export interface Domain {
  pods: number;
  /** For whoever counts domains: the last time it saw this one. */
  mark: number;
}

/** Which nodes there are; a new version tells that nodes or their labels changed. */
export interface Topology {
  readonly nodes: readonly NodeInfo[];
  readonly version: number;
}

/** How many Pods of some sort there are for each value of a topology label. */
export class Domains {
  private readonly domains = new Map<string, Domain>();
  private readonly bySlot: (Domain | undefined)[] = [];
  /** How many domains have so many Pods. */
  private readonly histogram: number[] = [];
  private smallest = 0;

  constructor(
    readonly topologyKey: string,
    /** Nodes without one of these labels do not count. */
    private readonly requiredKeys: readonly string[],
    readonly version: number,
  ) {}

  private valueAt(node: NodeInfo): string | undefined {
    const { labels } = node;
    for (const key of this.requiredKeys) if (labels[key] === undefined) return undefined;
    return labels[this.topologyKey];
  }

  /** The domain of the node in the slot that was counted; undefined of any other. */
  at(slot: number): Domain | undefined {
    return this.bySlot[slot];
  }

  /** The number of Pods; undefined when there is no such domain. */
  get(value: string): number | undefined {
    return this.domains.get(value)?.pods;
  }

  /** How many domains there are. */
  get size(): number {
    return this.domains.size;
  }

  /** The number of Pods in the emptiest domain; 0 when there is none. */
  get least(): number {
    return this.smallest;
  }

  /** True when no domain has a Pod. */
  get empty(): boolean {
    return (this.histogram[0] ?? 0) === this.domains.size;
  }

  addNode(node: NodeInfo, pods: number): void {
    const value = this.valueAt(node);
    if (value === undefined) return;
    let domain = this.domains.get(value);
    if (domain === undefined) {
      domain = { pods: 0, mark: 0 };
      this.domains.set(value, domain);
      this.move(undefined, 0);
    }
    while (this.bySlot.length <= node.slot) this.bySlot.push(undefined);
    this.bySlot[node.slot] = domain;
    this.change(domain, pods);
  }

  addPods(node: NodeInfo, delta: number): void {
    const domain = this.bySlot[node.slot];
    if (domain !== undefined) this.change(domain, delta);
  }

  private change(domain: Domain, delta: number): void {
    if (delta === 0) return;
    const before = domain.pods;
    domain.pods = before + delta;
    this.move(before, domain.pods);
  }

  private move(from: number | undefined, to: number): void {
    const { histogram } = this;
    if (from !== undefined) histogram[from] = (histogram[from] as number) - 1;
    while (histogram.length <= to) histogram.push(0);
    histogram[to] = (histogram[to] as number) + 1;
    if (to < this.smallest) this.smallest = to;
    while (histogram[this.smallest] === 0) this.smallest++;
  }
}

/** How many Pods of some sort each node has, kept up to date; summed up by topology on demand. */
export class NodeCounts {
  private readonly bySlot: number[] = [];
  private readonly domainsByKey = new Map<string, Domains>();

  /** How many Pods the node in the slot has. */
  at(slot: number): number {
    return this.bySlot[slot] ?? 0;
  }

  add(node: NodeInfo, delta: number): void {
    const { bySlot } = this;
    while (bySlot.length <= node.slot) bySlot.push(0);
    bySlot[node.slot] = (bySlot[node.slot] as number) + delta;
    for (const domains of this.domainsByKey.values()) domains.addPods(node, delta);
  }

  /** The sums for a topology key, over the nodes that have all the required labels. */
  domains(topology: Topology, topologyKey: string, requiredKeys: readonly string[] = []): Domains {
    const key =
      requiredKeys.length === 0 ? topologyKey : `${topologyKey}|${requiredKeys.join('|')}`;
    const known = this.domainsByKey.get(key);
    if (known !== undefined && known.version === topology.version) return known;
    const domains = new Domains(topologyKey, requiredKeys, topology.version);
    for (const node of topology.nodes) domains.addNode(node, this.at(node.slot));
    this.domainsByKey.set(key, domains);
    return domains;
  }
}
