import type { Node, Pod } from '../api/schema/objects';
import type { NodeInfo } from './node-info';
import type { NodeMemo } from './node-memo';
import type { PodInfo } from './pod-info';
import type { Snapshot } from './snapshot';

/** The highest score that a plugin gives a node, after normalisation. */
export const MAX_SCORE = 100;

/** Why a node (or every node) is not for a Pod. */
export interface Rejection {
  readonly reasons: readonly string[];
  /** False when no eviction of other Pods could help. upstream: UnschedulableAndUnresolvable */
  readonly resolvable: boolean;
}

/** A rejection that removing Pods may lift. */
export function unschedulable(...reasons: string[]): Rejection {
  return { reasons, resolvable: true };
}

/** A rejection that stands whatever Pods are removed. */
export function unresolvable(...reasons: string[]): Rejection {
  return { reasons, resolvable: false };
}

/** What a plugin found out about a Pod before any node is looked at. */
export type Prepared<S> =
  /** It has nothing to say about this Pod. */
  | 'skip'
  | { readonly state: S; readonly onlyNodes?: ReadonlySet<string> }
  | { readonly rejection: Rejection };

/** What happened that may make room for a Pod that waits. */
export type ClusterEvent =
  | { readonly type: 'NodeAdded'; readonly node: Node }
  | { readonly type: 'NodeUpdated'; readonly node: Node; readonly old: Node }
  | { readonly type: 'NodeDeleted'; readonly node: Node }
  | { readonly type: 'PodAssigned'; readonly pod: PodInfo }
  | { readonly type: 'PodUpdated'; readonly pod: PodInfo; readonly old: PodInfo }
  | { readonly type: 'PodShrunk'; readonly pod: PodInfo }
  | { readonly type: 'PodGone'; readonly pod: PodInfo }
  | { readonly type: 'SelfUpdated'; readonly pod: PodInfo; readonly old: Pod }
  | { readonly type: 'VolumeChanged' };

/** Nodes, and the slots by which plugins keep what they know of them. */
export interface Candidates {
  readonly nodes: readonly NodeInfo[];
  readonly slots: Int32Array;
}

/**
 * One aspect of where a Pod may and should run. All functions are pure: what a plugin knows of a Pod is in its
 * state. They are declared as methods so that a `Plugin<S>` is a `Plugin`.
 */
export interface Plugin<S = unknown> {
  readonly name: string;
  /** How much its score counts. */
  readonly weight?: number;
  /**
   * True when its verdict and its raw score follow from the Pod's `localKey` and the node alone: they are remembered
   * until the node changes.
   */
  readonly isLocal?: boolean;
  /** Runs once a Pod, before `filter`; without it the state is undefined. upstream: PreFilter */
  prepare?(pod: PodInfo, snapshot: Snapshot): Prepared<S>;
  /** Why the node is not for the Pod; undefined when it is. upstream: Filter */
  filter?(pod: PodInfo, node: NodeInfo, state: S): Rejection | undefined;
  /** Counts `other` into the state as if it came to the node (1) or left it (-1); undone by the opposite. */
  adjust?(state: S, other: PodInfo, node: NodeInfo, delta: 1 | -1): void;
  /** Runs once a Pod, before `score`, with the nodes that are left. upstream: PreScore */
  prepareScore?(pod: PodInfo, candidates: Candidates, snapshot: Snapshot): unknown;
  /** Fills in the score of each node; they must be whole numbers. upstream: Score */
  score?(pod: PodInfo, candidates: Candidates, scores: Float64Array, state: unknown): void;
  /** Brings the scores into the range from 0 to 100. upstream: NormalizeScore */
  normalize?(scores: Float64Array, state: unknown): void;
  /** The events after which a Pod that it rejected is worth another try. */
  readonly wakesOn?: readonly ClusterEvent['type'][];
  /** True when the event may make the Pod fit; true for each of `wakesOn` when left out. upstream: QueueingHint */
  wakes?(event: ClusterEvent, pod: PodInfo, snapshot: Snapshot): boolean;
}

/** What `prepareScore` returns for a plugin that gives all nodes the same score. */
export const SKIP_SCORE = Symbol('skip');

/** The plugins of a scheduler, in the order in which they are asked. */
export type Profile = readonly Plugin[];

/** One node's rejection and whose it is. */
export interface Verdict {
  readonly node: NodeInfo;
  readonly plugin: string;
  readonly rejection: Rejection;
}

/** Why no node was found. */
export interface Diagnosis {
  readonly allNodes: number;
  /** The nodes that were looked at. */
  readonly verdicts: readonly Verdict[];
  /** What holds of the nodes that were not; undefined when all were. */
  readonly rest: Rejection | undefined;
  /** True when the Pod was refused before any node was looked at. */
  readonly beforeNodes: boolean;
  /** The plugins that rejected the Pod. */
  readonly plugins: readonly string[];
}

/** One plugin's weighted scores of the feasible nodes. */
export interface PluginScores {
  readonly plugin: string;
  readonly scores: Float64Array;
}

/** Where a Pod goes and why; or why nowhere. */
export interface Decision {
  readonly node: NodeInfo | undefined;
  readonly feasible: readonly NodeInfo[];
  /** How many nodes were looked at; the next search begins after them. */
  readonly examined: number;
  readonly scores: readonly PluginScores[];
  readonly totals: Float64Array | undefined;
  /** Rejections on the way; complete when there is no node. */
  readonly verdicts: readonly Verdict[];
  readonly diagnosis: Diagnosis | undefined;
  /** The prepared search, with which preemption tries out what would be. */
  readonly cycle: Cycle | undefined;
}

/** Takes one of several nodes (at least two) that are equally good for a Pod. */
export type TieBreak = (nodes: readonly NodeInfo[], pod: PodInfo) => NodeInfo;

/** A Pod and what each plugin prepared for it. */
export class Cycle {
  /** So many of the first plugins are local. */
  private readonly locals: number;

  constructor(
    readonly pod: PodInfo,
    readonly snapshot: Snapshot,
    private readonly plugins: readonly Plugin[],
    private readonly states: readonly unknown[],
    /** What is known of the nodes already. */
    readonly memo: NodeMemo,
  ) {
    const other = plugins.findIndex(({ isLocal }) => isLocal !== true);
    this.locals = other === -1 ? plugins.length : other;
  }

  /** The first plugin that rejects the node, which is as the snapshot has it, with its reasons. */
  judge(node: NodeInfo, slot: number): Verdict | undefined {
    const { nominated } = this.snapshot;
    if (nominated.size > 0 && nominated.has(node.name)) return this.check(node);
    const { memo, locals } = this;
    let verdict: Verdict | undefined;
    if (memo.isJudged(slot)) {
      verdict = memo.verdict(slot);
    } else {
      verdict = this.run(node, 0, locals);
      memo.judge(slot, verdict);
    }
    if (verdict !== undefined || locals === this.plugins.length) return verdict;
    return this.run(node, locals);
  }

  /** The first plugin that rejects the node, or a copy of it that was changed, with its reasons. */
  check(node: NodeInfo): Verdict | undefined {
    const { nominated } = this.snapshot;
    const waiting = nominated.size === 0 ? undefined : nominated.get(node.name);
    if (waiting !== undefined) {
      const verdict = this.checkWith(node, waiting.values());
      if (verdict !== undefined) return verdict;
    }
    return this.run(node);
  }

  /** Counts a Pod in or out, in what the plugins prepared; the caller does so in its copy of the node. */
  adjust(other: PodInfo, node: NodeInfo, delta: 1 | -1): void {
    for (let i = 0; i < this.plugins.length; i++) {
      this.plugins[i]?.adjust?.(this.states[i], other, node, delta);
    }
  }

  /** As if the nominated Pods of the same or a higher priority were there already. */
  private checkWith(node: NodeInfo, waiting: Iterable<PodInfo>): Verdict | undefined {
    const { pod } = this;
    const counted = [...waiting].filter((p) => p.uid !== pod.uid && p.priority >= pod.priority);
    if (counted.length === 0) return undefined;
    const copy = node.copy();
    for (const other of counted) {
      copy.addPod(other);
      this.adjust(other, copy, 1);
    }
    const verdict = this.run(copy);
    for (const other of counted) this.adjust(other, copy, -1);
    return verdict === undefined ? undefined : { ...verdict, node };
  }

  private run(node: NodeInfo, first = 0, end = this.plugins.length): Verdict | undefined {
    const { plugins, states, pod } = this;
    for (let i = first; i < end; i++) {
      const plugin = plugins[i] as Plugin;
      const rejection = plugin.filter?.(pod, node, states[i]);
      if (rejection !== undefined) return { node, plugin: plugin.name, rejection };
    }
    return undefined;
  }
}
