import type { Node } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import {
  type Candidates,
  type ClusterEvent,
  MAX_SCORE,
  type Plugin,
  SKIP_SCORE,
  unresolvable,
  unschedulable,
} from '../framework';
import type { Domains, NodeCounts } from '../node-counts';
import type { PodInfo } from '../pod-info';
import type { Snapshot } from '../snapshot';
import {
  constraintsOf,
  countsOf,
  domainsOf,
  hasConstraints,
  type SpreadConstraint,
  type SpreadDefaults,
  SYSTEM_DEFAULTS,
} from '../spread-constraint';

const SPREAD_REASON = "node(s) didn't match pod topology spread constraints";
const LABEL_REASON = `${SPREAD_REASON} (missing required label)`;

const skewed = unschedulable(SPREAD_REASON);
const unlabelled = unresolvable(LABEL_REASON);
const HOSTNAME = 'kubernetes.io/hostname';

interface Hard {
  readonly constraint: SpreadConstraint;
  readonly domains: Domains;
  /** 1 when the Pod itself counts. */
  readonly self: number;
}

interface HardState {
  readonly pod: PodInfo;
  readonly constraints: readonly Hard[];
}

interface Soft {
  /** The nodes that have the label, by slot. */
  readonly labelled: Uint8Array;
  readonly maxSkew: number;
  readonly weight: number;
  /** Of each node, for the host name. */
  readonly counts: NodeCounts | undefined;
  /** Of each domain, for other keys. */
  readonly domains: Domains | undefined;
}

interface SoftState {
  readonly constraints: readonly Soft[];
  /** The nodes that lack a label count for nothing. */
  readonly required: readonly Uint8Array[];
}

const IGNORED = -1;

function hasAll(slot: number, labels: readonly Uint8Array[]): boolean {
  for (const labelled of labels) if (labelled[slot] !== 1) return false;
  return true;
}

let marks = 0;

/** In how many domains the nodes are; nodes outside all of them are one more. */
function domainCount(domains: Domains, slots: Int32Array, countsOthers: boolean): number {
  const mark = ++marks;
  let count = 0;
  let others = 0;
  for (let i = 0; i < slots.length; i++) {
    const domain = domains.at(slots[i] as number);
    if (domain === undefined) {
      others = 1;
    } else if (domain.mark !== mark) {
      domain.mark = mark;
      count++;
    }
  }
  return countsOthers ? count + others : count;
}

function prepareSoft(
  pod: PodInfo,
  { slots }: Candidates,
  snapshot: Snapshot,
  defaults: SpreadDefaults,
): SoftState | typeof SKIP_SCORE {
  const constraints = constraintsOf(pod, snapshot, defaults, 'ScheduleAnyway');
  if (constraints.length === 0) return SKIP_SCORE;
  // nodes without a zone are still spread by the system's defaults
  const isOwn = hasConstraints(pod) || !defaults.isSystem;
  const requiredKeys = isOwn ? constraints.map(({ topologyKey }) => topologyKey) : [];
  const required = requiredKeys.map((key) => snapshot.slotsWith(key));
  let counted = slots.length;
  for (const slot of slots) if (!hasAll(slot, required)) counted--;
  const soft = constraints.map((constraint): Soft => {
    const { topologyKey, maxSkew } = constraint;
    const labelled = snapshot.slotsWith(topologyKey);
    if (topologyKey === HOSTNAME) {
      const counts = countsOf(constraint, pod, snapshot);
      return { labelled, maxSkew, weight: Math.log(counted + 2), counts, domains: undefined };
    }
    const domains = domainsOf(constraint, pod, snapshot, requiredKeys);
    const weight = Math.log(domainCount(domains, slots, !isOwn) + 2);
    return { labelled, maxSkew, weight, counts: undefined, domains };
  });
  return { constraints: soft, required };
}

function spreadScore(slot: number, constraints: readonly Soft[]): number {
  let score = 0;
  for (const { labelled, maxSkew, weight, counts, domains } of constraints) {
    if (labelled[slot] !== 1) continue;
    const count = counts === undefined ? (domains?.at(slot)?.pods ?? 0) : counts.at(slot);
    score += count * weight + (maxSkew - 1);
  }
  return Math.round(score);
}

/** Few Pods are good: turns the scores round. upstream: podtopologyspread NormalizeScore */
function turnRound(scores: Float64Array): void {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const score of scores) {
    if (score === IGNORED) continue;
    if (score < least) least = score;
    if (score > most) most = score;
  }
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    if (score === IGNORED) scores[i] = 0;
    else if (most === 0) scores[i] = MAX_SCORE;
    else scores[i] = Math.trunc((MAX_SCORE * (most + least - score)) / most);
  }
}

function speaksOf(constraints: readonly SpreadConstraint[], pod: PodInfo, other: PodInfo): boolean {
  if (other.namespace !== pod.namespace) return false;
  return constraints.some(({ selector }) => matchesSelector(selector, other.labels));
}

function wakesByNode(
  node: Node,
  old: Node | undefined,
  constraints: readonly SpreadConstraint[],
): boolean {
  const has = ({ metadata }: Node) =>
    constraints.every(({ topologyKey }) => metadata.labels?.[topologyKey] !== undefined);
  if (old === undefined) return has(node);
  // its domain may have moved, or its taints may count
  return (has(node) || has(old)) && (node.spec !== old.spec || node.metadata !== old.metadata);
}

function wakes(
  event: ClusterEvent,
  pod: PodInfo,
  constraints: readonly SpreadConstraint[],
): boolean {
  switch (event.type) {
    case 'PodUpdated':
      return speaksOf(constraints, pod, event.pod) !== speaksOf(constraints, pod, event.old);
    case 'PodAssigned':
    case 'PodGone':
      return speaksOf(constraints, pod, event.pod);
    case 'NodeUpdated':
      return wakesByNode(event.node, event.old, constraints);
    case 'NodeAdded':
    case 'NodeDeleted':
      return wakesByNode(event.node, undefined, constraints);
    default:
      return true;
  }
}

/** Spreads Pods evenly over zones, hosts and the like. upstream: plugins/podtopologyspread */
export const podTopologySpread = podTopologySpreadWith(SYSTEM_DEFAULTS);

/** The same with other defaults for Pods that have no constraints. upstream: PodTopologySpreadArgs */
export function podTopologySpreadWith(defaults: SpreadDefaults): Plugin<HardState> {
  return {
    name: 'PodTopologySpread',
    weight: 2,
    prepare(pod, snapshot) {
      const compiled = constraintsOf(pod, snapshot, defaults, 'DoNotSchedule');
      if (compiled.length === 0) return 'skip';
      const keys = compiled.map(({ topologyKey }) => topologyKey);
      const constraints = compiled.map((constraint) => ({
        constraint,
        domains: domainsOf(constraint, pod, snapshot, keys),
        self: matchesSelector(constraint.selector, pod.labels) ? 1 : 0,
      }));
      return { state: { pod, constraints } };
    },
    filter(_pod, node, { constraints }) {
      for (const { constraint, domains, self } of constraints) {
        const value = node.labels[constraint.topologyKey];
        if (value === undefined) return unlabelled;
        const least = domains.size < constraint.minDomains ? 0 : domains.least;
        const skew = (domains.get(value) ?? 0) + self - least;
        if (skew > constraint.maxSkew) return skewed;
      }
      return undefined;
    },
    adjust({ pod, constraints }, other, node, delta) {
      if (other.namespace !== pod.namespace || other.terminating) return;
      for (const { constraint, domains } of constraints) {
        if (matchesSelector(constraint.selector, other.labels)) domains.addPods(node, delta);
      }
    },
    prepareScore: (pod, candidates, snapshot) => prepareSoft(pod, candidates, snapshot, defaults),
    score(_pod, { slots }, scores, state) {
      const { constraints, required } = state as SoftState;
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] as number;
        scores[i] = hasAll(slot, required) ? spreadScore(slot, constraints) : IGNORED;
      }
    },
    normalize: turnRound,
    wakesOn: [
      'PodAssigned',
      'PodUpdated',
      'PodGone',
      'NodeAdded',
      'NodeUpdated',
      'NodeDeleted',
      'SelfUpdated',
    ],
    wakes: (event, pod, snapshot) =>
      wakes(event, pod, constraintsOf(pod, snapshot, defaults, 'DoNotSchedule')),
  };
}
