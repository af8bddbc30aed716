import type { Decision, PluginScores, Verdict } from './framework';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';
import { tally } from './tally';

/** Clusters up to this size get every node's part of a decision into the trace. */
const DETAILED_MAX = 50;

/** What became of one node: who rejected it and why, or its scores. */
export interface NodeNote {
  readonly node: string;
  readonly plugin?: string;
  readonly reasons?: readonly string[];
  readonly total?: number;
  /** Weighted, by plugin. */
  readonly scores?: Readonly<Record<string, number>>;
}

/** A decision as the trace keeps it. */
export interface DecisionNote {
  readonly pod: string;
  /** The chosen node; none when there was none. */
  readonly node?: string;
  readonly nodes: number;
  readonly examined: number;
  readonly feasible: number;
  /** How many nodes each plugin rejected for which reason: `NodeResourcesFit: Insufficient cpu`. */
  readonly rejected?: Readonly<Record<string, number>>;
  /** What each node got, in small clusters. */
  readonly detail?: readonly NodeNote[];
}

function rejectedCounts(decision: Decision): Readonly<Record<string, number>> | undefined {
  const counts: Record<string, number> = {};
  const count = (plugin: string, reasons: readonly string[], times: number) => {
    for (const reason of reasons) {
      const key = `${plugin}: ${reason}`;
      counts[key] = (counts[key] ?? 0) + times;
    }
  };
  for (const { plugin, rejection, count: times } of tally(decision.verdicts)) {
    count(plugin, rejection.reasons, times);
  }
  const { diagnosis } = decision;
  if (diagnosis?.rest !== undefined) {
    const others = diagnosis.allNodes - diagnosis.verdicts.length;
    if (others > 0) count(diagnosis.plugins[0] ?? '', diagnosis.rest.reasons, others);
  }
  return Object.keys(counts).length === 0 ? undefined : counts;
}

function rejectedNote({ node, plugin, rejection }: Verdict): NodeNote {
  return { node: node.name, plugin, reasons: rejection.reasons };
}

function scoredNote(decision: Decision, node: NodeInfo, index: number): NodeNote {
  const total = decision.totals?.[index];
  if (total === undefined) return { node: node.name };
  const scores = decision.scores.map(
    ({ plugin, scores }: PluginScores) => [plugin, scores[index] ?? 0] as const,
  );
  return { node: node.name, total, scores: Object.fromEntries(scores) };
}

/** The decision without references to what changes later. */
export function decisionNote(pod: PodInfo, decision: Decision, nodes: number): DecisionNote {
  const { node, examined, feasible, verdicts } = decision;
  const rejected =
    node === undefined || nodes <= DETAILED_MAX ? rejectedCounts(decision) : undefined;
  const detail =
    nodes > DETAILED_MAX
      ? undefined
      : [
          ...feasible.map((found, index) => scoredNote(decision, found, index)),
          ...verdicts.map(rejectedNote),
        ];
  return {
    pod: pod.key,
    ...(node === undefined ? {} : { node: node.name }),
    nodes,
    examined,
    feasible: feasible.length,
    ...(rejected === undefined ? {} : { rejected }),
    ...(detail === undefined ? {} : { detail }),
  };
}
