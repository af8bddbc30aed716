import type { Node, Pod, Taint } from '../api/schema/objects';
import type { ApiServer } from '../apiserver/server';
import type { Actor, Env } from '../runtime/env';
import type { Loop, Time } from '../sim/loop';
import type { Gauges } from './gauges';

/** What one container uses: CPU in thousandths, memory in bytes. */
export interface ContainerUsage {
  readonly name: string;
  readonly cpu: number;
  readonly memory: number;
  /** When it started. */
  readonly since: Time;
}

/** A row of the table below an add-on's step, by column. */
export type Row = Readonly<Record<string, string>>;

/** A machine that a cloud can start. Quantities as Kubernetes writes them. */
export interface MachineTemplate {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
}

/** Whoever owns the machines. */
export interface Cloud {
  /** Switches a new machine on, whose kubelet registers a node of that name. */
  launch(name: string, template: MachineTemplate): void;
  /** Takes a machine away, and its Node with it. */
  terminate(name: string): void;
  /** The Node that such a machine would register, ready and empty. */
  nodeOf(name: string, template: MachineTemplate): Node;
}

/** Where Pods would go. */
export interface Placement {
  addNode(node: Node): void;
  removeNode(name: string): void;
  /** Puts the Pod where it fits and keeps it there; undefined when it fits nowhere. */
  place(pod: Pod): string | undefined;
  /** Why the Pod fits nowhere. */
  reasons(pod: Pod): readonly string[];
}

/** What a container of a Pod writes, as programs on its node see it. */
export interface LogStream {
  /** The lines of its present run and of the one before, from one moment up to another. */
  between(since: Time, until: Time): readonly { readonly text: string }[];
  /** Writes as the container itself would; nothing when it does not run. */
  write(text: string): void;
}

/** What a cluster offers to an add-on. */
export interface Host {
  readonly loop: Loop;
  readonly server: ApiServer;
  /** What the running containers of a Pod use now. */
  usageOf(pod: Pod): readonly ContainerUsage[];
  /** The log of a Pod's container; undefined while its node is out of reach. */
  logOf(pod: Pod, container: string): LogStream | undefined;
  /** What a monitoring system has measured. */
  readonly gauges: Gauges;
  readonly cloud: Cloud;
  /** Makes placements of given Pods on given nodes, by the scheduler's default profile. */
  placements(env: Env): (nodes: Iterable<Node>, pods: Iterable<Pod>) => Placement;
  /** Starts a process of that name with these actors. */
  run(name: string, actors: readonly Actor[]): void;
}

/** Something that a cluster may have beside its control plane. A new add-on is one file and one line in the index. */
export interface AddOn {
  readonly name: string;
  /** The columns that its table may have; without them it takes no table. */
  readonly columns?: readonly string[];
  /** Switches it on; an Error says what is wrong with the rows. */
  install(host: Host, rows: readonly Row[]): void;
}
