import {
  limitsNodes,
  matchesNodeAffinity,
  matchesNodeTerm,
  type NodeMatcher,
  nodeMatcher,
  requiredTerms,
} from '../../api/core/node-selector';
import type {
  Node,
  NodeAffinity,
  PodSpec,
  PreferredSchedulingTerm,
} from '../../api/schema/objects';
import { eventNode, eventOldNode } from '../cluster-event';
import { type Plugin, SKIP_SCORE, unresolvable } from '../framework';
import { normalizeScores } from '../normalize';

const NODE_AFFINITY_REASON = "node(s) didn't match Pod's node affinity/selector";
const ENFORCED_REASON = "node(s) didn't match scheduler-enforced node affinity";
const CONFLICT_REASON = 'pod affinity terms conflict';

const rejection = unresolvable(NODE_AFFINITY_REASON);
const enforced = unresolvable(ENFORCED_REASON);

/** The nodes that the terms name, when each term names some, as those of DaemonSets do. */
function namedNodes(spec: PodSpec): ReadonlySet<string> | undefined {
  const terms = requiredTerms(spec);
  if (terms === undefined || terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const { matchFields = [] } of terms) {
    let named: string[] | undefined;
    for (const { key, operator, values = [] } of matchFields) {
      if (key !== 'metadata.name' || operator !== 'In') continue;
      named = named === undefined ? [...values] : named.filter((name) => values.includes(name));
    }
    if (named === undefined) return undefined;
    for (const name of named) names.add(name);
  }
  return names;
}

/** nodeSelector and node affinity. upstream: plugins/nodeaffinity */
export const nodeAffinity = nodeAffinityWith({});

/** The same; besides, all Pods of the profile have this affinity too. upstream: NodeAffinityArgs addedAffinity */
export function nodeAffinityWith(added: NodeAffinity): Plugin<NodeMatcher> {
  const required = added.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const preferred = added.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const isAllowed = (node: Node) =>
    required === undefined || required.some((term) => matchesNodeTerm(term, node));
  const takes = (node: Node, spec: PodSpec) => isAllowed(node) && matchesNodeAffinity(spec, node);
  return {
    name: 'NodeAffinity',
    weight: 2,
    isLocal: true,
    prepare({ pod: { spec } }) {
      if (required === undefined && !limitsNodes(spec)) return 'skip';
      const onlyNodes = namedNodes(spec);
      const state = nodeMatcher(spec);
      if (onlyNodes === undefined) return { state };
      if (onlyNodes.size === 0) return { rejection: unresolvable(CONFLICT_REASON) };
      return { state, onlyNodes };
    },
    filter(_pod, { node, labels, name }, matches) {
      if (node === undefined) return rejection;
      if (required !== undefined && !isAllowed(node)) return enforced;
      return matches(labels, name) ? undefined : rejection;
    },
    prepareScore({ pod }) {
      const own =
        pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      const all = preferred.length === 0 ? own : [...preferred, ...own];
      return all.length === 0 ? SKIP_SCORE : all;
    },
    score(_pod, { nodes }, scores, state) {
      const terms = state as readonly PreferredSchedulingTerm[];
      nodes.forEach(({ node }, i) => {
        let score = 0;
        for (const { weight, preference } of terms) {
          if (node !== undefined && matchesNodeTerm(preference, node)) score += weight;
        }
        scores[i] = score;
      });
    },
    normalize: (scores) => normalizeScores(scores, false),
    wakesOn: ['NodeAdded', 'NodeUpdated'],
    wakes(event, { pod }) {
      const node = eventNode(event);
      if (node === undefined || !takes(node, pod.spec)) return false;
      const old = eventOldNode(event);
      return old === undefined || !takes(old, pod.spec);
    },
  };
}
