import type { NodeInfo } from './node-info';

interface Domain {
  pods: number;
  nodes: number;
}

/** Which nodes there are; a new version tells that nodes or their labels changed. */
export interface Topology {
  readonly nodes: readonly NodeInfo[];
  readonly version: number;
}

/** How many Pods of some sort there are for each value of a topology label. */
export class Domains {
  private readonly domains = new Map<string, Domain>();
  /** How many domains have so many Pods. */
  private readonly histogram: number[] = [];

  constructor(
    readonly topologyKey: string,
    /** Nodes without one of these labels do not count. */
    private readonly requiredKeys: readonly string[],
    readonly version: number,
  ) {}

  /** The value of the topology label, when the node counts. */
  valueAt(node: NodeInfo): string | undefined {
    const { labels } = node;
    for (const key of this.requiredKeys) if (labels[key] === undefined) return undefined;
    return labels[this.topologyKey];
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
    const { histogram } = this;
    for (let pods = 0; pods < histogram.length; pods++) {
      if ((histogram[pods] as number) > 0) return pods;
    }
    return 0;
  }

  /** True when no domain has a Pod. */
  get empty(): boolean {
    return (this.histogram[0] ?? 0) === this.domains.size;
  }

  entries(): IterableIterator<readonly [string, { readonly pods: number }]> {
    return this.domains.entries();
  }

  addNode(node: NodeInfo, pods: number): void {
    const value = this.valueAt(node);
    if (value === undefined) return;
    let domain = this.domains.get(value);
    if (domain === undefined) {
      domain = { pods: 0, nodes: 0 };
      this.domains.set(value, domain);
      this.move(undefined, 0);
    }
    domain.nodes++;
    this.change(domain, pods);
  }

  addPods(node: NodeInfo, delta: number): void {
    const value = this.valueAt(node);
    const domain = value === undefined ? undefined : this.domains.get(value);
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
  }
}

/** How many Pods of some sort each node has, kept up to date; summed up by topology on demand. */
export class NodeCounts {
  private readonly bySlot: number[] = [];
  private readonly domainsByKey = new Map<string, Domains>();

  at(node: NodeInfo): number {
    return this.bySlot[node.slot] ?? 0;
  }

  add(node: NodeInfo, delta: number): void {
    const { bySlot } = this;
    while (bySlot.length <= node.slot) bySlot.push(0);
    bySlot[node.slot] = (bySlot[node.slot] as number) + delta;
    for (const domains of this.domainsByKey.values()) domains.addPods(node, delta);
  }

  /** The sums for a topology key, over the nodes that have all the required labels. */
  domains(topology: Topology, topologyKey: string, requiredKeys: readonly string[] = []): Domains {
    const key = requiredKeys.length === 0 ? topologyKey : `${topologyKey}|${requiredKeys.join('|')}`;
    const known = this.domainsByKey.get(key);
    if (known !== undefined && known.version === topology.version) return known;
    const domains = new Domains(topologyKey, requiredKeys, topology.version);
    for (const node of topology.nodes) domains.addNode(node, this.at(node));
    this.domainsByKey.set(key, domains);
    return domains;
  }
}
