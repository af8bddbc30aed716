import {
  Cycle,
  type Decision,
  type Diagnosis,
  type Plugin,
  type PluginScores,
  type Profile,
  type Rejection,
  SKIP_SCORE,
  type TieBreak,
  unresolvable,
  type Verdict,
} from './framework';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';
import type { Snapshot } from './snapshot';

// upstream: scheduler minFeasibleNodesToFind, minFeasibleNodesPercentageToFind, numFeasibleNodesToFind
const FEASIBLE_MIN = 100;
const PERCENTAGE_MIN = 5;

/** How many feasible nodes are enough: all of up to 100, then an ever smaller part, at least 5 %. */
export function enoughNodes(count: number, told?: number): number {
  if (count < FEASIBLE_MIN || told === 100) return count;
  const percentage = told ?? Math.max(50 - Math.floor(count / 125), PERCENTAGE_MIN);
  return Math.max(FEASIBLE_MIN, Math.floor((count * percentage) / 100));
}

interface Preparation {
  readonly cycle: Cycle;
  readonly onlyNodes: ReadonlySet<string> | undefined;
  readonly limitedBy: readonly string[];
}

function prepare(
  profile: Profile,
  pod: PodInfo,
  snapshot: Snapshot,
): Preparation | { readonly plugin: string; readonly rejection: Rejection } {
  const plugins: Plugin[] = [];
  const states: unknown[] = [];
  const limitedBy: string[] = [];
  let onlyNodes: ReadonlySet<string> | undefined;
  for (const plugin of profile) {
    const prepared = plugin.prepare?.(pod, snapshot);
    if (prepared === 'skip') continue;
    if (prepared !== undefined && 'rejection' in prepared) {
      return { plugin: plugin.name, rejection: prepared.rejection };
    }
    if (prepared?.onlyNodes !== undefined) {
      const { onlyNodes: names } = prepared;
      limitedBy.push(plugin.name);
      onlyNodes =
        onlyNodes === undefined ? names : new Set([...onlyNodes].filter((name) => names.has(name)));
    }
    if (plugin.filter === undefined) continue;
    plugins.push(plugin);
    states.push(prepared?.state);
  }
  return { cycle: new Cycle(pod, snapshot, plugins, states), onlyNodes, limitedBy };
}

interface SearchOptions {
  /** The node to begin with. */
  readonly start?: number;
  /** How many of the nodes are enough, in percent; left out: by their number. */
  readonly percentage?: number | undefined;
}

interface Search {
  readonly feasible: readonly NodeInfo[];
  readonly verdicts: readonly Verdict[];
  readonly examined: number;
}

/** Looks at the nodes from `start` on, round and round, until enough are feasible. */
function search(
  cycle: Cycle,
  nodes: readonly NodeInfo[],
  { start = 0, percentage }: SearchOptions,
): Search {
  const feasible: NodeInfo[] = [];
  const verdicts: Verdict[] = [];
  const enough = enoughNodes(nodes.length, percentage);
  const { length } = nodes;
  let examined = 0;
  for (let index = start % Math.max(length, 1); examined < length; index++) {
    if (index === length) index = 0;
    if (feasible.length >= enough) break;
    const node = nodes[index] as NodeInfo;
    examined++;
    const verdict = cycle.check(node);
    if (verdict === undefined) feasible.push(node);
    else verdicts.push(verdict);
  }
  return { feasible, verdicts, examined };
}

interface Scored {
  readonly totals: Float64Array;
  readonly scores: readonly PluginScores[];
}

function scoreNodes(
  profile: Profile,
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  snapshot: Snapshot,
): Scored {
  const totals = new Float64Array(nodes.length);
  const all: PluginScores[] = [];
  for (const plugin of profile) {
    if (plugin.score === undefined) continue;
    const state = plugin.prepareScore?.(pod, nodes, snapshot);
    if (state === SKIP_SCORE) continue;
    const scores = new Float64Array(nodes.length);
    plugin.score(pod, nodes, scores, state);
    plugin.normalize?.(scores, state);
    const weight = plugin.weight ?? 1;
    for (let i = 0; i < scores.length; i++) {
      const weighted = (scores[i] as number) * weight;
      scores[i] = weighted;
      totals[i] = (totals[i] as number) + weighted;
    }
    all.push({ plugin: plugin.name, scores });
  }
  return { totals, scores: all };
}

/** The nodes with the highest total. upstream: scheduler selectHost */
function best(nodes: readonly NodeInfo[], totals: Float64Array): readonly NodeInfo[] {
  let most = Number.NEGATIVE_INFINITY;
  for (const total of totals) if (total > most) most = total;
  return nodes.filter((_, index) => totals[index] === most);
}

const NOTHING = { feasible: [], verdicts: [], scores: [], totals: undefined, node: undefined };

function failure(diagnosis: Diagnosis, examined: number, cycle: Cycle | undefined): Decision {
  return { ...NOTHING, verdicts: diagnosis.verdicts, examined, diagnosis, cycle };
}

/**
 * Decides where a Pod goes: filters the nodes from `start` on until enough are feasible, scores those and
 * takes one of the best. The same input gives the same decision. upstream: scheduler schedulePod
 */
export function schedule(
  profile: Profile,
  pod: PodInfo,
  snapshot: Snapshot,
  { tieBreak, ...options }: { readonly tieBreak: TieBreak } & SearchOptions,
): Decision {
  const { nodes } = snapshot;
  const prepared = prepare(profile, pod, snapshot);
  if ('rejection' in prepared) {
    const { plugin, rejection } = prepared;
    const diagnosis = {
      allNodes: nodes.length,
      verdicts: [],
      rest: rejection,
      beforeNodes: true,
      plugins: [plugin],
    };
    return failure(diagnosis, 0, undefined);
  }
  const { cycle, onlyNodes, limitedBy } = prepared;
  const found = tryNominated(cycle) ?? searchIn(cycle, onlyNodes, options);
  const { feasible, verdicts, examined } = found;
  if (feasible.length === 0) {
    const rest =
      onlyNodes === undefined
        ? undefined
        : unresolvable(`node(s) didn't satisfy plugin(s) [${limitedBy.join(' ')}]`);
    const plugins = [...new Set([...limitedBy, ...verdicts.map((v) => v.plugin)])];
    const diagnosis = { allNodes: nodes.length, verdicts, rest, beforeNodes: false, plugins };
    return failure(diagnosis, examined, cycle);
  }
  const scored = feasible.length === 1 ? undefined : scoreNodes(profile, pod, feasible, snapshot);
  const equals = scored === undefined ? feasible : best(feasible, scored.totals);
  const node = equals.length === 1 ? (equals[0] as NodeInfo) : tieBreak(equals, pod);
  return {
    node,
    feasible,
    examined,
    verdicts,
    cycle,
    scores: scored?.scores ?? [],
    totals: scored?.totals,
    diagnosis: undefined,
  };
}

function searchIn(
  cycle: Cycle,
  onlyNodes: ReadonlySet<string> | undefined,
  options: SearchOptions,
): Search {
  const { nodes, byName } = cycle.snapshot;
  if (onlyNodes === undefined) return search(cycle, nodes, options);
  const some = [...onlyNodes]
    .map((name) => byName.get(name))
    .filter((node): node is NodeInfo => node?.node !== undefined);
  return search(cycle, some, { percentage: options.percentage });
}

/** The node that was made free for the Pod comes first. upstream: scheduler evaluateNominatedNode */
function tryNominated(cycle: Cycle): Search | undefined {
  const name = cycle.pod.pod.status.nominatedNodeName;
  if (name === undefined || name === '') return undefined;
  const node = cycle.snapshot.byName.get(name);
  if (node?.node === undefined || cycle.check(node) !== undefined) return undefined;
  return { feasible: [node], verdicts: [], examined: 0 };
}
