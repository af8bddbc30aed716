import type { Kind } from '../api/kind';
import { joinKey, type KubeObject } from '../api/object';
import type { Change } from '../apiserver/store';

/** Tells under which values an object is found in an index; the same list, where it can, for equal values. */
export type IndexKey<T> = (object: T) => string | readonly string[] | undefined;

/** Something that is derived from the objects of a kind and kept up to date change by change. */
export interface View<T> {
  /** `object` takes the place of `old`; either is undefined when there is none. */
  replace(key: string, old: T | undefined, object: T | undefined): void;
}

interface Named<V> {
  readonly name: string;
  readonly view: V;
}

function named<V>(list: readonly Named<V>[], name: string): V | undefined {
  for (let i = 0; i < list.length; i++) {
    const one = list[i] as Named<V>;
    if (one.name === name) return one.view;
  }
  return undefined;
}

const NOTHING = new Map<string, never>();
const BY_NAMESPACE = 'namespace';

class Index<T extends KubeObject> implements View<T> {
  private readonly buckets = new Map<string, Map<string, T>>();

  constructor(private readonly keyOfObject: IndexKey<T>) {}

  get(value: string): ReadonlyMap<string, T> {
    return this.buckets.get(value) ?? NOTHING;
  }

  values(): Iterable<string> {
    return this.buckets.keys();
  }

  replace(key: string, old: T | undefined, object: T | undefined): void {
    const before = old === undefined ? undefined : this.keyOfObject(old);
    const after = object === undefined ? undefined : this.keyOfObject(object);
    if (before === after) {
      // most changes leave an object under the same values
    } else if (typeof before === 'string') this.remove(before, key);
    else if (before !== undefined) for (const value of before) this.remove(value, key);
    if (object === undefined || after === undefined) return;
    if (typeof after === 'string') this.put(after, key, object);
    else for (const value of after) this.put(value, key, object);
  }

  private put(value: string, key: string, object: T): void {
    let bucket = this.buckets.get(value);
    if (bucket === undefined) {
      bucket = new Map();
      this.buckets.set(value, bucket);
    }
    bucket.set(key, object);
  }

  private remove(value: string, key: string): void {
    const bucket = this.buckets.get(value);
    if (bucket === undefined) return;
    bucket.delete(key);
    if (bucket.size === 0) this.buckets.delete(value);
  }
}

/**
 * One process's view of the objects of a kind: as fresh as its link to the API server allows. All maps are
 * live and in order of arrival; copy what you keep while you write.
 */
export class Informer<T extends KubeObject> {
  private readonly objects = new Map<string, T>();
  /** A few: a list is faster than a map. */
  private readonly indexes: Named<Index<T>>[] = [];
  /** Gone through at every change. */
  private readonly views: View<T>[] = [];
  /** The same by name; most informers have none. */
  private viewsByName: Map<string, View<T>> | undefined;
  private readonly handlers: ((change: Change<T>) => void)[] = [];

  constructor(
    readonly kind: Kind<T>,
    /** The field selector that narrows the view, if any. */
    readonly fields: string | undefined,
    private readonly catchUp: () => void,
  ) {}

  get(key: string): T | undefined {
    this.catchUp();
    return this.objects.get(key);
  }

  find(namespace: string | undefined, name: string): T | undefined {
    return this.get(joinKey(namespace, name));
  }

  /** All objects by key, or those of a namespace. */
  all(namespace?: string): ReadonlyMap<string, T> {
    if (namespace === undefined) return this.everything();
    // made when it is asked for first: most views are never asked by namespace
    this.addIndex(BY_NAMESPACE, (object) => object.metadata.namespace ?? '');
    return this.by(BY_NAMESPACE, namespace);
  }

  /** The objects that an index holds under the value; an error when there is no such index. */
  by(index: string, value: string): ReadonlyMap<string, T> {
    this.catchUp();
    const found = named(this.indexes, index);
    if (found === undefined) throw new Error(`no index ${index} of ${this.kind.plural}`);
    return found.get(value);
  }

  /** The values under which an index holds anything. */
  valuesOf(index: string): Iterable<string> {
    this.catchUp();
    return named(this.indexes, index)?.values() ?? [];
  }

  /** Adds an index, filled with what is there; asking for an index twice does nothing. */
  addIndex(name: string, keyOfObject: IndexKey<T>): void {
    if (named(this.indexes, name) !== undefined) return;
    const view = this.view(`index ${name}`, () => new Index<T>(keyOfObject));
    this.indexes.push({ name, view });
  }

  /**
   * The view of that name, as fresh as the cache; made and filled when it is asked for first. Whoever asks by
   * one name makes the same view.
   */
  view<V extends View<T>>(name: string, make: () => V): V {
    this.catchUp();
    const known = this.viewsByName?.get(name);
    if (known !== undefined) return known as V;
    const view = make();
    for (const [key, object] of this.objects) view.replace(key, undefined, object);
    this.views.push(view);
    this.viewsByName ??= new Map();
    this.viewsByName.set(name, view);
    return view;
  }

  /** Calls `handle` for each change after it was applied; mere heartbeats wake nobody. */
  onChange(handle: (change: Change<T>) => void): void {
    this.handlers.push(handle);
  }

  /** For the cache only: takes a change in. */
  apply(change: Change<T>): void {
    const { key } = change;
    const old = this.objects.get(key);
    const object = change.type === 'DELETED' ? undefined : change.object;
    if (object === undefined) this.objects.delete(key);
    else this.objects.set(key, object);
    const { views, handlers } = this;
    for (let i = 0; i < views.length; i++) views[i]?.replace(key, old, object);
    if (change.seq === 0 && change.type === 'MODIFIED') return;
    for (let i = 0; i < handlers.length; i++) handlers[i]?.(change);
  }

  private everything(): ReadonlyMap<string, T> {
    this.catchUp();
    return this.objects;
  }
}
