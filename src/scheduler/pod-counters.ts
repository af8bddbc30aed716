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

/** All that a sort asks of a Pod. */
type Countable = Pick<PodInfo, 'namespace' | 'labels' | 'terminating'>;

/** Pods that no sort tells apart: those of one template, mostly. */
interface Family extends Countable {
  readonly nodes: Map<NodeInfo, number>;
}

/** The families of those that live and those that end, by namespace and labels. */
type Families = Map<string, Map<PodInfo['labels'], [Family | undefined, Family | undefined]>>;

class Counter extends NodeCounts {
  constructor(readonly sort: Sort) {
    super();
  }

  matches({ namespace, labels, terminating }: Countable): boolean {
    const { namespaces, selectors } = this.sort;
    if (!this.sort.terminating && terminating) return false;
    if (namespaces !== undefined && !namespaces.includes(namespace)) return false;
    for (const selector of selectors) if (!matchesSelector(selector, labels)) return false;
    return true;
  }
}

/** So many sorts are kept; when there are more, all are counted anew as they are asked for. */
const COUNTERS_MAX = 4096;

/** Counts Pods by node for whoever asks, and keeps the counts up to date from then on. */
export class PodCounters {
  private readonly counters = new Map<string, Counter>();
  private readonly index = new SelectorIndex<Counter>();
  private readonly families: Families = new Map();

  /** The counts of a sort of Pods by node. */
  of(sort: Sort): NodeCounts {
    const key = sortKey(sort);
    const known = this.counters.get(key);
    if (known !== undefined) return known;
    if (this.counters.size >= COUNTERS_MAX) {
      this.counters.clear();
      this.index.clear();
    }
    const counter = new Counter(sort);
    const { namespaces } = sort;
    for (const namespace of namespaces === undefined ? this.families.keys() : new Set(namespaces)) {
      for (const pair of this.families.get(namespace)?.values() ?? []) {
        for (const family of pair) {
          if (family === undefined || !counter.matches(family)) continue;
          for (const [node, count] of family.nodes) counter.add(node, count);
        }
      }
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
    this.countFamily(pod, node, delta);
    if (this.counters.size === 0) return;
    this.index.candidates(pod.namespace, pod.labels, (counter) => {
      if (counter.matches(pod)) counter.add(node, delta);
    });
  }

  private countFamily({ namespace, labels, terminating }: PodInfo, node: NodeInfo, delta: number) {
    let siblings = this.families.get(namespace);
    if (siblings === undefined) {
      siblings = new Map();
      this.families.set(namespace, siblings);
    }
    let pair = siblings.get(labels);
    if (pair === undefined) {
      pair = [undefined, undefined];
      siblings.set(labels, pair);
    }
    const place = terminating ? 1 : 0;
    const family = pair[place] ?? { namespace, labels, terminating, nodes: new Map() };
    pair[place] = family;
    const count = (family.nodes.get(node) ?? 0) + delta;
    if (count > 0) {
      family.nodes.set(node, count);
      return;
    }
    family.nodes.delete(node);
    if (family.nodes.size > 0) return;
    pair[place] = undefined;
    if (pair[0] !== undefined || pair[1] !== undefined) return;
    siblings.delete(labels);
    if (siblings.size === 0) this.families.delete(namespace);
  }
}

function sortKey({ namespaces, selectors, terminating }: Sort): string {
  const where = namespaces === undefined ? '*' : namespaces.join(',');
  let key = `${where}/${terminating ? 't' : ''}`;
  for (const selector of selectors) key += `/${selectorKey(selector)}`;
  return key;
}
