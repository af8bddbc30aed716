import { joinKey, type KubeObject, splitKey } from '../api/object';
import type { Story } from './fields/story';

/** What the store holds of one object: one look-up finds all that a write asks for. */
export interface Entry {
  /** The same string for as long as the object is there. */
  readonly key: string;
  /** Undefined until the object is committed, and again when it is gone. */
  object: KubeObject | undefined;
  /** Who wrote what; undefined when nobody owns anything. */
  story: Story | undefined;
}

/** What names an object. */
export interface Named {
  readonly namespace?: string | undefined;
  readonly name?: string;
}

/** Objects by key; live, and not sorted. */
export interface Objects<T extends KubeObject> extends Iterable<[key: string, object: T]> {
  readonly size: number;
  get(key: string): T | undefined;
  keys(): Iterable<string>;
  values(): Iterable<T>;
}

/** An entry for an object that is about to be created. */
export function newEntry({ metadata: { namespace, name } }: KubeObject): Entry {
  return { key: joinKey(namespace, name), object: undefined, story: undefined };
}

/** The objects of one kind in one namespace; '' for what has none. */
class Members implements Objects<KubeObject> {
  readonly entries = new Map<string, Entry>();

  get size(): number {
    return this.entries.size;
  }

  get(key: string): KubeObject | undefined {
    const entry = this.entries.get(splitKey(key).name);
    // a key of another namespace names nothing here
    return entry?.key === key ? entry.object : undefined;
  }

  keys(): Iterable<string> {
    return keysOf([this.entries]);
  }

  values(): Iterable<KubeObject> {
    return valuesOf([this.entries]);
  }

  [Symbol.iterator](): Iterator<[string, KubeObject]> {
    return pairsOf([this.entries]);
  }
}

type Entries = ReadonlyMap<string, Entry>;

function* keysOf(namespaces: Iterable<Entries>): Generator<string> {
  for (const entries of namespaces) for (const { key } of entries.values()) yield key;
}

function* valuesOf(namespaces: Iterable<Entries>): Generator<KubeObject> {
  for (const entries of namespaces) {
    for (const { object } of entries.values()) if (object !== undefined) yield object;
  }
}

function* pairsOf(namespaces: Iterable<Entries>): Generator<[string, KubeObject]> {
  for (const entries of namespaces) {
    for (const { key, object } of entries.values()) if (object !== undefined) yield [key, object];
  }
}

const NOBODY = new Members();

/** The objects of one kind: by namespace and then by name, so that finding one puts no key together. */
export class Keyspace implements Objects<KubeObject> {
  private readonly namespaces = new Map<string, Members>();

  find(namespace: string, name: string): Entry | undefined {
    return this.namespaces.get(namespace)?.entries.get(name);
  }

  get(key: string): KubeObject | undefined {
    const { namespace, name } = splitKey(key);
    return this.find(namespace, name)?.object;
  }

  /** Those of one namespace. */
  within(namespace: string): Objects<KubeObject> {
    return this.namespaces.get(namespace) ?? NOBODY;
  }

  put(entry: Entry, object: KubeObject): void {
    if (entry.object === undefined) {
      const { namespace = '', name } = object.metadata;
      let members = this.namespaces.get(namespace);
      if (members === undefined) {
        members = new Members();
        this.namespaces.set(namespace, members);
      }
      members.entries.set(name, entry);
    }
    entry.object = object;
  }

  remove(entry: Entry, { metadata: { namespace = '', name } }: KubeObject): void {
    this.namespaces.get(namespace)?.entries.delete(name);
    entry.object = undefined;
  }

  /** Reads all objects anew. */
  reread(read: (object: KubeObject) => KubeObject): void {
    for (const { entries } of this.namespaces.values()) {
      for (const entry of entries.values()) {
        if (entry.object !== undefined) entry.object = read(entry.object);
      }
    }
  }

  get size(): number {
    let size = 0;
    for (const members of this.namespaces.values()) size += members.size;
    return size;
  }

  keys(): Iterable<string> {
    return keysOf(this.entries());
  }

  values(): Iterable<KubeObject> {
    return valuesOf(this.entries());
  }

  [Symbol.iterator](): Iterator<[string, KubeObject]> {
    return pairsOf(this.entries());
  }

  private *entries(): Generator<Entries> {
    for (const { entries } of this.namespaces.values()) yield entries;
  }
}
