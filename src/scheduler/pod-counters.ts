import type { LabelSelector } from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import { selectorKey } from './affinity-term';
import { NodeCounts } from './node-counts';
import type { NodeInfo } from './node-info';
import type { PodInfo } from './pod-info';
import { SelectorIndex } from './selector-index';

/** Which Pods are counted. */
export interface Sort {
  /** Undefined: all. */
  readonly namespaces: readonly string[] | undefined;
  /** All of them must match. */
  readonly selectors: readonly (LabelSelector | undefined)[];
  readonly terminating: boolean;
}

class Counter extends NodeCounts {
  constructor(readonly sort: Sort) {
    super();
  }

  matches(pod: PodInfo): boolean {
    const { namespaces, selectors, terminating } = this.sort;
    if (!terminating && pod.terminating) return false;
    if (namespaces !== undefined && !namespaces.includes(pod.namespace)) return false;
    for (const selector of selectors) if (!matchesSelector(selector, pod.labels)) return false;
    return true;
  }
}

/** So many sorts are kept; when there are more, all are counted anew as they are asked for. */
const COUNTERS_MAX = 4096;

/** Counts Pods by node for whoever asks, and keeps the counts up to date from then on. */
export class PodCounters {
  private readonly counters = new Map<string, Counter>();
  private readonly index = new SelectorIndex<Counter>();

  /** The counts of a sort of Pods; `nodes` are all that have Pods, for the first time it is asked. */
  of(sort: Sort, nodes: Iterable<NodeInfo>): NodeCounts {
    const key = sortKey(sort);
    const known = this.counters.get(key);
    if (known !== undefined) return known;
    if (this.counters.size >= COUNTERS_MAX) {
      this.counters.clear();
      this.index.clear();
    }
    const counter = new Counter(sort);
    for (const node of nodes) {
      let count = 0;
      for (const pod of node.pods.values()) if (counter.matches(pod)) count++;
      if (count > 0) counter.add(node, count);
    }
    this.counters.set(key, counter);
    const [namespace, more] = sort.namespaces ?? [];
    const place = namespace !== undefined && more === undefined ? namespace : '';
    const equalities = sort.selectors.find((s) => s?.matchLabels !== undefined)?.matchLabels;
    this.index.add(counter, place, equalities);
    return counter;
  }

  /** A Pod came to the node (1) or left it (-1). */
  change(pod: PodInfo, node: NodeInfo, delta: 1 | -1): void {
    if (this.counters.size === 0) return;
    this.index.candidates(pod.namespace, pod.labels, (counter) => {
      if (counter.matches(pod)) counter.add(node, delta);
    });
  }
}

function sortKey({ namespaces, selectors, terminating }: Sort): string {
  const where = namespaces === undefined ? '*' : namespaces.join(',');
  let key = `${where}/${terminating ? 't' : ''}`;
  for (const selector of selectors) key += `/${selectorKey(selector)}`;
  return key;
}
