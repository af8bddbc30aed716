import {
  type Candidates,
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
import { candidatesOf, type NodeInfo } from './node-info';
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
  const memo = snapshot.memos.of(profile, pod.localKey);
  return { cycle: new Cycle(pod, snapshot, plugins, states, memo), onlyNodes, limitedBy };
}

interface SearchOptions {
  /** The node to begin with. */
  readonly start?: number;
  /** How many of the nodes are enough, in percent; left out: by their number. */
  readonly percentage?: number | undefined;
}

interface Search {
  readonly feasible: Candidates;
  readonly verdicts: readonly Verdict[];
  readonly examined: number;
}

/** Looks at the nodes from `start` on, round and round, until enough are feasible. */
function search(
  cycle: Cycle,
  { nodes, slots }: Candidates,
  { start = 0, percentage }: SearchOptions,
): Search {
  const feasible: NodeInfo[] = [];
  const verdicts: Verdict[] = [];
  const enough = enoughNodes(nodes.length, percentage);
  const feasibleSlots = new Int32Array(Math.min(enough, nodes.length));
  const { length } = nodes;
  let examined = 0;
  for (let index = start % Math.max(length, 1); examined < length; index++) {
    if (index === length) index = 0;
    if (feasible.length >= enough) break;
    const node = nodes[index] as NodeInfo;
    examined++;
    const slot = slots[index] as number;
    const verdict = cycle.judge(node, slot);
    if (verdict === undefined) feasibleSlots[feasible.push(node) - 1] = slot;
    else verdicts.push(verdict);
  }
  const found = { nodes: feasible, slots: feasibleSlots.subarray(0, feasible.length) };
  return { feasible: found, verdicts, examined };
}

interface Scored {
  readonly totals: Float64Array;
  readonly scores: readonly PluginScores[];
}

function scoreNodes(
  profile: Profile,
  { pod, snapshot, memo }: Cycle,
  candidates: Candidates,
): Scored {
  const { length } = candidates.nodes;
  const asked = profile.filter(({ score }) => score !== undefined);
  // one piece of memory for all: they are made for each Pod
  const room = new Float64Array(length * (asked.length + 1));
  const totals = room.subarray(0, length);
  const all: PluginScores[] = [];
  for (const plugin of asked) {
    const state = plugin.prepareScore?.(pod, candidates, snapshot);
    if (state === SKIP_SCORE) continue;
    const scores = room.subarray(length * (all.length + 1), length * (all.length + 2));
    if (plugin.isLocal === true) {
      memo.score(plugin, candidates, scores, (some, into) =>
        plugin.score?.(pod, some, into, state),
      );
    } else {
      plugin.score?.(pod, candidates, scores, state);
    }
    plugin.normalize?.(scores, state);
    const weight = plugin.weight ?? 1;
    for (let i = 0; i < length; i++) {
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
  let equals: NodeInfo[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const total = totals[i] as number;
    if (total < most) continue;
    if (total > most) equals = [];
    most = total;
    equals.push(nodes[i] as NodeInfo);
  }
  return equals;
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
  const { verdicts, examined } = found;
  const feasible = found.feasible.nodes;
  if (feasible.length === 0) {
    const rest =
      onlyNodes === undefined
        ? undefined
        : unresolvable(`node(s) didn't satisfy plugin(s) [${limitedBy.join(' ')}]`);
    const plugins = [...new Set([...limitedBy, ...verdicts.map((v) => v.plugin)])];
    const diagnosis = { allNodes: nodes.length, verdicts, rest, beforeNodes: false, plugins };
    return failure(diagnosis, examined, cycle);
  }
  const scored = feasible.length === 1 ? undefined : scoreNodes(profile, cycle, found.feasible);
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
  const { candidates, byName } = cycle.snapshot;
  if (onlyNodes === undefined) return search(cycle, candidates, options);
  const some = [...onlyNodes]
    .map((name) => byName.get(name))
    .filter((node): node is NodeInfo => node?.node !== undefined);
  return search(cycle, candidatesOf(some), { percentage: options.percentage });
}

/** The node that was made free for the Pod comes first. upstream: scheduler evaluateNominatedNode */
function tryNominated(cycle: Cycle): Search | undefined {
  const name = cycle.pod.pod.status.nominatedNodeName;
  if (name === undefined || name === '') return undefined;
  const node = cycle.snapshot.byName.get(name);
  if (node?.node === undefined || cycle.check(node) !== undefined) return undefined;
  return { feasible: candidatesOf([node]), verdicts: [], examined: 0 };
}
