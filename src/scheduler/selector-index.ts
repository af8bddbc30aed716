type Labels = Readonly<Record<string, string>>;

/** What is kept: something that wants labels, at least one of which it names with its value. */
interface Entry<T> {
  readonly item: T;
  readonly pair: readonly [string, string] | undefined;
}

/** The label by which equal selectors are told apart best. */
const BEST_LABEL = 'pod-template-hash';

/**
 * Finds those whose selectors may match some labels without asking all: each is filed under one equality of
 * its selector; those without any are always candidates. Items come in order of arrival within their place.
 */
export class SelectorIndex<T> {
  private readonly places = new Map<string, Map<string, Map<string, Set<T>>>>();
  private readonly general = new Map<string, Set<T>>();
  private readonly entries = new Map<T, Entry<T> & { readonly namespace: string }>();

  /** Files an item; '' as namespace stands for items of all namespaces. */
  add(item: T, namespace: string, equalities: Labels | undefined): void {
    this.remove(item);
    const pair = choosePair(equalities);
    this.entries.set(item, { item, namespace, pair });
    if (pair === undefined) {
      getOrAdd(this.general, namespace, () => new Set<T>()).add(item);
      return;
    }
    const byKey = getOrAdd(this.places, namespace, () => new Map());
    const byValue = getOrAdd(byKey, pair[0], () => new Map<string, Set<T>>());
    getOrAdd(byValue, pair[1], () => new Set<T>()).add(item);
  }

  remove(item: T): void {
    const entry = this.entries.get(item);
    if (entry === undefined) return;
    this.entries.delete(item);
    const { namespace, pair } = entry;
    if (pair === undefined) this.general.get(namespace)?.delete(item);
    else this.places.get(namespace)?.get(pair[0])?.get(pair[1])?.delete(item);
  }

  clear(): void {
    this.places.clear();
    this.general.clear();
    this.entries.clear();
  }

  /** Calls `visit` for each item that may match the labels in the namespace. */
  candidates(namespace: string, labels: Labels, visit: (item: T) => void): void {
    this.visitPlace(namespace, labels, visit);
    if (namespace !== '') this.visitPlace('', labels, visit);
  }

  private visitPlace(namespace: string, labels: Labels, visit: (item: T) => void): void {
    const general = this.general.get(namespace);
    if (general !== undefined) for (const item of general) visit(item);
    const byKey = this.places.get(namespace);
    if (byKey === undefined) return;
    for (const key in labels) {
      const found = byKey.get(key)?.get(labels[key] as string);
      if (found !== undefined) for (const item of found) visit(item);
    }
  }
}

function choosePair(equalities: Labels | undefined): readonly [string, string] | undefined {
  if (equalities === undefined) return undefined;
  const best = equalities[BEST_LABEL];
  if (best !== undefined) return [BEST_LABEL, best];
  for (const key in equalities) return [key, equalities[key] as string];
  return undefined;
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
