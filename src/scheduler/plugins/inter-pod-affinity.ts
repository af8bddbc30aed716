import { matchesSelector } from '../../api/selector';
import { type AffinityTerm, termMatches, type WeightedTerm } from '../affinity-term';
import {
  type ClusterEvent,
  MAX_SCORE,
  type Plugin,
  SKIP_SCORE,
  unresolvable,
  unschedulable,
} from '../framework';
import type { Domains } from '../node-counts';
import type { NodeInfo } from '../node-info';
import type { PodInfo } from '../pod-info';
import type { Snapshot } from '../snapshot';
import type { TermGroup } from '../term-groups';

const AFFINITY_REASON = "node(s) didn't match pod affinity rules";
const ANTI_AFFINITY_REASON = "node(s) didn't match pod anti-affinity rules";
const EXISTING_ANTI_AFFINITY_REASON = "node(s) didn't satisfy existing pods anti-affinity rules";

const noFriend = unresolvable(AFFINITY_REASON);
const enemy = unschedulable(ANTI_AFFINITY_REASON);
const hostile = unschedulable(EXISTING_ANTI_AFFINITY_REASON);

/** What a required affinity term of a Pod on a node counts as a preference. upstream: hardPodAffinityWeight */
const HARD_WEIGHT = 1;

/** The namespaces that a term means now; undefined: all. */
function namespacesOf(term: AffinityTerm, snapshot: Snapshot): readonly string[] | undefined {
  const { namespaceSelector, namespaces } = term;
  if (namespaceSelector === undefined) return namespaces;
  const { matchLabels = {}, matchExpressions = [] } = namespaceSelector;
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0) return undefined;
  const { lookup } = snapshot;
  const chosen = new Set(namespaces);
  for (const namespace of lookup.namespaces()) {
    if (matchesSelector(namespaceSelector, lookup.namespaceLabels(namespace) ?? {})) {
      chosen.add(namespace);
    }
  }
  return [...chosen].sort();
}

function domainsOfTerm(term: AffinityTerm, snapshot: Snapshot): Domains {
  const counts = snapshot.count({
    namespaces: namespacesOf(term, snapshot),
    selectors: [term.selector],
    terminating: true,
  });
  return counts.domains(snapshot, term.topologyKey);
}

interface Count {
  readonly term: AffinityTerm;
  readonly domains: Domains;
}

interface State {
  readonly pod: PodInfo;
  readonly snapshot: Snapshot;
  /** Of Pods that match all affinity terms, for each term's topology. */
  readonly friends: readonly Count[];
  readonly enemies: readonly Count[];
  /** Anti-affinity of Pods on nodes against this one. */
  readonly hostile: readonly Count[];
}

/** Pods must match all affinity terms at once to count for any. */
function friendsOf(pod: PodInfo, snapshot: Snapshot): Count[] {
  const terms = pod.terms.requiredAffinity;
  const [first] = terms;
  if (first === undefined) return [];
  const places = terms.map((term) => namespacesOf(term, snapshot));
  const named = places.filter((names): names is readonly string[] => names !== undefined);
  const namespaces =
    named.length === 0
      ? undefined
      : (named[0] as readonly string[]).filter((name) => named.every((n) => n.includes(name)));
  const selectors = terms.map(({ selector }) => selector);
  const counts = snapshot.count({ namespaces, selectors, terminating: true });
  return terms.map((term) => ({ term, domains: counts.domains(snapshot, term.topologyKey) }));
}

function matches(term: AffinityTerm, other: PodInfo, { lookup }: Snapshot): boolean {
  return termMatches(term, other.namespace, other.labels, (name) => lookup.namespaceLabels(name));
}

function groupsAbout(
  groups: ReadonlyMap<string, TermGroup>,
  pod: PodInfo,
  snapshot: Snapshot,
): Count[] {
  const found: Count[] = [];
  for (const { term, counts } of groups.values()) {
    if (matches(term, pod, snapshot)) {
      found.push({ term, domains: counts.domains(snapshot, term.topologyKey) });
    }
  }
  return found;
}

function podsAt({ term, domains }: Count, node: NodeInfo): number {
  const value = node.labels[term.topologyKey];
  return value === undefined ? 0 : (domains.get(value) ?? 0);
}

/** True when each term has a friend near, or when the Pod is the first of friends of its own kind. */
function hasFriends({ pod, snapshot, friends }: State, node: NodeInfo): boolean {
  let missing = false;
  for (const count of friends) {
    if (node.labels[count.term.topologyKey] === undefined) return false;
    if (podsAt(count, node) <= 0) missing = true;
  }
  if (!missing) return true;
  return (
    friends.every(({ domains }) => domains.empty) &&
    friends.every(({ term }) => matches(term, pod, snapshot))
  );
}

function prepare(pod: PodInfo, snapshot: Snapshot) {
  const existing = snapshot.terms.requiredAntiAffinity;
  const { shape } = pod;
  if (!shape.hasAffinity && existing.size === 0) return 'skip';
  const friends = friendsOf(pod, snapshot);
  const enemies = pod.terms.requiredAntiAffinity.map((term) => ({
    term,
    domains: domainsOfTerm(term, snapshot),
  }));
  const against = existing.size === 0 ? [] : groupsAbout(existing, pod, snapshot);
  if (friends.length + enemies.length + against.length === 0) return 'skip';
  return { state: { pod, snapshot, friends, enemies, hostile: against } };
}

interface Pull {
  readonly topologyKey: string;
  readonly domains: Domains;
  readonly weight: number;
}

function pullsOf(
  groups: ReadonlyMap<string, TermGroup>,
  weight: number,
  pod: PodInfo,
  snapshot: Snapshot,
): Pull[] {
  return groupsAbout(groups, pod, snapshot).map(({ term, domains }) => ({
    topologyKey: term.topologyKey,
    domains,
    weight,
  }));
}

function prepareScore(
  pod: PodInfo,
  snapshot: Snapshot,
  hardWeight: number,
): readonly Pull[] | typeof SKIP_SCORE {
  const { terms } = snapshot;
  const own = (list: readonly WeightedTerm[], sign: number) =>
    list.map(({ term, weight }) => ({
      topologyKey: term.topologyKey,
      domains: domainsOfTerm(term, snapshot),
      weight: sign * weight,
    }));
  const pulls = [
    ...own(pod.terms.preferredAffinity, 1),
    ...own(pod.terms.preferredAntiAffinity, -1),
    ...pullsOf(terms.requiredAffinity, hardWeight, pod, snapshot),
    ...pullsOf(terms.preferredAffinity, 1, pod, snapshot),
    ...pullsOf(terms.preferredAntiAffinity, -1, pod, snapshot),
  ].filter(({ domains }) => !domains.empty);
  return pulls.length === 0 ? SKIP_SCORE : pulls;
}

function wakes(event: ClusterEvent, pod: PodInfo, snapshot: Snapshot): boolean {
  const { requiredAffinity, requiredAntiAffinity } = pod.terms;
  const likes = (other: PodInfo) =>
    requiredAffinity.length > 0 && requiredAffinity.every((term) => matches(term, other, snapshot));
  switch (event.type) {
    case 'PodAssigned':
      return likes(event.pod);
    case 'PodUpdated':
    case 'PodGone': {
      if (event.type === 'PodUpdated' && likes(event.pod) && !likes(event.old)) return true;
      const { pod: other } = event;
      if (requiredAntiAffinity.some((term) => matches(term, other, snapshot))) return true;
      return other.terms.requiredAntiAffinity.some((term) => matches(term, pod, snapshot));
    }
    default:
      return true;
  }
}

/** Pods that want to be near others or far from them, on both sides. upstream: plugins/interpodaffinity */
export const interPodAffinity: Plugin<State> = {
  name: 'InterPodAffinity',
  weight: 2,
  prepare,
  filter(_pod, node, state) {
    if (state.friends.length > 0 && !hasFriends(state, node)) return noFriend;
    for (const count of state.enemies) if (podsAt(count, node) > 0) return enemy;
    for (const count of state.hostile) if (podsAt(count, node) > 0) return hostile;
    return undefined;
  },
  adjust({ pod, snapshot, friends, enemies, hostile: against }, other, node, delta) {
    if (friends.length > 0 && friends.every(({ term }) => matches(term, other, snapshot))) {
      for (const domains of new Set(friends.map((f) => f.domains))) domains.addPods(node, delta);
    }
    for (const domains of distinct(enemies, (term) => matches(term, other, snapshot))) {
      domains.addPods(node, delta);
    }
    const keys = new Set(
      other.terms.requiredAntiAffinity
        .filter((term) => matches(term, pod, snapshot))
        .map(({ key }) => key),
    );
    for (const domains of distinct(against, ({ key }) => keys.has(key))) {
      domains.addPods(node, delta);
    }
  },
  prepareScore: (pod, _candidates, snapshot) => prepareScore(pod, snapshot, HARD_WEIGHT),
  score(_pod, { slots }, scores, state) {
    const pulls = state as readonly Pull[];
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] as number;
      let score = 0;
      for (const { domains, weight } of pulls) score += weight * (domains.at(slot)?.pods ?? 0);
      scores[i] = score;
    }
  },
  normalize(scores) {
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const score of scores) {
      if (score < least) least = score;
      if (score > most) most = score;
    }
    const range = most - least;
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] as number;
      scores[i] = range > 0 ? Math.trunc(MAX_SCORE * ((score - least) / range)) : 0;
    }
  },
  wakesOn: ['PodAssigned', 'PodUpdated', 'PodGone', 'NodeAdded', 'NodeUpdated', 'SelfUpdated'],
  wakes,
};

/** Affinity to other Pods, of which required terms of Pods on a node count so much as preferences. */
export function interPodAffinityWith(hardWeight: number): typeof interPodAffinity {
  return {
    ...interPodAffinity,
    prepareScore: (pod, _candidates, snapshot) => prepareScore(pod, snapshot, hardWeight),
  };
}

/** The counts of the terms that qualify; equal terms share theirs. */
function distinct(counts: readonly Count[], qualifies: (term: AffinityTerm) => boolean) {
  return new Set(counts.filter(({ term }) => qualifies(term)).map(({ domains }) => domains));
}
