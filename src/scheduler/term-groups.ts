import { type AffinityTerm, type NamespaceLabels, termMatches } from './affinity-term';
import { NodeCounts } from './node-counts';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';

/** Equal inter-pod affinity terms of the Pods on nodes, counted by node. */
export class TermGroup {
  readonly counts = new NodeCounts();
  total = 0;

  constructor(readonly term: AffinityTerm) {}

  /** True when the term speaks of the Pod. */
  matches(pod: PodInfo, namespaceLabels: NamespaceLabels): boolean {
    return termMatches(this.term, pod.namespace, pod.labels, namespaceLabels);
  }
}

/** The terms of one sort; for preferences, each counts with its weight. */
class Groups {
  readonly groups = new Map<string, TermGroup>();

  change(term: AffinityTerm, node: NodeInfo, delta: number): void {
    let group = this.groups.get(term.key);
    if (group === undefined) {
      group = new TermGroup(term);
      this.groups.set(term.key, group);
    }
    group.counts.add(node, delta);
    group.total += delta;
    if (group.total === 0) this.groups.delete(term.key);
  }
}

/** The inter-pod affinity of all Pods on nodes, so that a new Pod need not ask each of them. */
export class TermGroups {
  private readonly anti = new Groups();
  private readonly required = new Groups();
  private readonly liked = new Groups();
  private readonly disliked = new Groups();

  get requiredAntiAffinity(): ReadonlyMap<string, TermGroup> {
    return this.anti.groups;
  }
  get requiredAffinity(): ReadonlyMap<string, TermGroup> {
    return this.required.groups;
  }
  get preferredAffinity(): ReadonlyMap<string, TermGroup> {
    return this.liked.groups;
  }
  get preferredAntiAffinity(): ReadonlyMap<string, TermGroup> {
    return this.disliked.groups;
  }

  /** A Pod came to the node (1) or left it (-1). */
  change(pod: PodInfo, node: NodeInfo, delta: 1 | -1): void {
    if (!pod.shape.hasAffinity) return;
    const { terms } = pod;
    for (const term of terms.requiredAntiAffinity) this.anti.change(term, node, delta);
    for (const term of terms.requiredAffinity) this.required.change(term, node, delta);
    for (const { term, weight } of terms.preferredAffinity) {
      this.liked.change(term, node, delta * weight);
    }
    for (const { term, weight } of terms.preferredAntiAffinity) {
      this.disliked.change(term, node, delta * weight);
    }
  }
}
