import { limitsNodes, matchesNodeAffinity } from '../api/core/node-selector';
import type { LabelSelector, Node, Pod, TopologySpreadConstraint } from '../api/schema/objects';
import { untoleratedTaint } from '../api/toleration';
import { withLabelKeys } from './affinity-term';
import { Domains, type NodeCounts } from './node-counts';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';
import type { Snapshot } from './snapshot';

/** A topology spread constraint as it applies to one Pod. */
export interface SpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly selector: LabelSelector | undefined;
  readonly minDomains: number;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

/** Spreading of Pods that say nothing about it but belong to a Service or an owner. */
export interface SpreadDefaults {
  /** Without a label selector: that of the Service or owner is taken. */
  readonly constraints: readonly TopologySpreadConstraint[];
  /** True for those of the system, for which nodes without a zone count as well. */
  readonly isSystem: boolean;
}

/** upstream: plugins/podtopologyspread systemDefaultConstraints */
export const SYSTEM_DEFAULTS: SpreadDefaults = {
  isSystem: true,
  constraints: [
    { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 3 },
    { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', maxSkew: 5 },
  ],
};

function compile(constraint: TopologySpreadConstraint, pod: Pod): SpreadConstraint {
  const { maxSkew, topologyKey, minDomains = 1, matchLabelKeys } = constraint;
  return {
    maxSkew,
    topologyKey,
    minDomains,
    selector: withLabelKeys(constraint.labelSelector, pod.metadata.labels, matchLabelKeys),
    honorsAffinity: constraint.nodeAffinityPolicy !== 'Ignore',
    honorsTaints: constraint.nodeTaintsPolicy === 'Honor',
  };
}

/** True when the Pod has constraints of its own. */
export function hasConstraints({ pod }: PodInfo): boolean {
  return (pod.spec.topologySpreadConstraints ?? []).length > 0;
}

/** The Pod's constraints of one kind; the defaults' when it has none at all. */
export function constraintsOf(
  info: PodInfo,
  snapshot: Snapshot,
  defaults: SpreadDefaults,
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
): readonly SpreadConstraint[] {
  const { pod } = info;
  const isWanted = (c: TopologySpreadConstraint) => c.whenUnsatisfiable === whenUnsatisfiable;
  if (hasConstraints(info)) {
    const own = pod.spec.topologySpreadConstraints ?? [];
    return own.filter(isWanted).map((constraint) => compile(constraint, pod));
  }
  const wanted = defaults.constraints.filter(isWanted);
  if (wanted.length === 0) return [];
  const labelSelector = snapshot.lookup.spreadSelector(pod);
  if (labelSelector === undefined) return [];
  return wanted.map((constraint) => compile({ ...constraint, labelSelector }, pod));
}

/** True when the node counts for the constraint. upstream: matchNodeInclusionPolicies */
export function includes(constraint: SpreadConstraint, { pod }: PodInfo, node: Node): boolean {
  if (constraint.honorsAffinity && !matchesNodeAffinity(pod.spec, node)) return false;
  if (!constraint.honorsTaints) return true;
  return untoleratedTaint(node.spec.taints ?? [], pod.spec.tolerations) === undefined;
}

/** True when every node counts. */
function includesAll(constraint: SpreadConstraint, { pod }: PodInfo): boolean {
  return !constraint.honorsTaints && !(constraint.honorsAffinity && limitsNodes(pod.spec));
}

/** The Pods that the constraint counts, by node. */
export function countsOf(
  constraint: SpreadConstraint,
  pod: PodInfo,
  snapshot: Snapshot,
): NodeCounts {
  const { selector } = constraint;
  return snapshot.count({
    namespaces: [pod.namespace],
    selectors: [selector],
    terminating: false,
  });
}

/** The sums by topology of a constraint, over the nodes that count and have all the required labels. */
export function domainsOf(
  constraint: SpreadConstraint,
  pod: PodInfo,
  snapshot: Snapshot,
  requiredKeys: readonly string[],
): Domains {
  const counts = countsOf(constraint, pod, snapshot);
  const { topologyKey } = constraint;
  if (includesAll(constraint, pod)) return counts.domains(snapshot, topologyKey, requiredKeys);
  const domains = new Domains(topologyKey, requiredKeys, snapshot.version);
  for (const node of snapshot.nodes) {
    if (isIncluded(constraint, pod, node)) domains.addNode(node, counts.at(node.slot));
  }
  return domains;
}

function isIncluded(constraint: SpreadConstraint, pod: PodInfo, { node }: NodeInfo): boolean {
  return node !== undefined && includes(constraint, pod, node);
}
