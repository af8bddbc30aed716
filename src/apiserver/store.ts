import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Time } from '../sim/loop';
import { type Entry, Keyspace, type Named, type Objects } from './keyspace';

/** One committed write. `seq` is its entry in the trace (0 when it was a mere heartbeat). */
export interface Change<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly kind: Kind<T>;
  /** The object's key: the same string for as long as the object is there. */
  readonly key: string;
  /** The new state; of a deletion, the last one. */
  readonly object: T;
  /** The state before; undefined for an addition. */
  readonly old: T | undefined;
  readonly revision: number;
  readonly seq: number;
  readonly time: Time;
}

/** Hears of each change of one kind, in order. */
export type Notify = (change: Change) => void;

interface Table {
  readonly objects: Keyspace;
  readonly all: Notify[];
  /** None until somebody watches by a field. */
  byField: Map<string, Notify[]> | undefined;
}

/** A write that is about to be committed; the object carries the next revision already. */
interface Commit {
  readonly type: Change['type'];
  readonly kind: Kind;
  readonly object: KubeObject;
  readonly seq: number;
  readonly time: Time;
}

/** How many changes are kept for watches that begin in the past. */
const HISTORY_MAX = 100_000;

const NOTHING: Objects<KubeObject> = new Keyspace();

/** etcd's part: all objects by kind and key, one revision for all, and who wants to hear of changes. */
export class Store {
  private readonly tables = new Map<string, Table>();
  private readonly history: Change[] = [];
  private historyStart = 0;
  private compacted = 0;
  private current = 0;

  /** The revision of the newest write. */
  get revision(): number {
    return this.current;
  }

  /** The revision that the next write gets. */
  get nextRevision(): number {
    return this.current + 1;
  }

  get<T extends KubeObject>(kind: Kind<T>, key: string): T | undefined {
    return this.tables.get(kind.id)?.objects.get(key) as T | undefined;
  }

  /** What it holds of the object of that name, and namespace for the kinds that have one. */
  entry(kind: Kind, { namespace = '', name = '' }: Named): Entry | undefined {
    return this.tables.get(kind.id)?.objects.find(kind.namespaced ? namespace : '', name);
  }

  /** The object of that name, and namespace for the kinds that have one. */
  find<T extends KubeObject>(kind: Kind<T>, ref: Named): T | undefined {
    return this.entry(kind, ref)?.object as T | undefined;
  }

  /** All objects of a kind, or of a kind in a namespace. Not sorted; do not keep it. */
  objects<T extends KubeObject>(kind: Kind<T>, namespace?: string): Objects<T> {
    const all = this.tables.get(kind.id)?.objects ?? NOTHING;
    const found =
      namespace === undefined || all === NOTHING ? all : (all as Keyspace).within(namespace);
    return found as Objects<KubeObject> as Objects<T>;
  }

  /** Stores the change under the next revision and tells the watchers. */
  commit(entry: Entry, { type, kind, object, seq, time }: Commit): void {
    const table = this.table(kind.id);
    const revision = ++this.current;
    const { key, object: old } = entry;
    const change: Change = { type, kind, key, object, old, revision, seq, time };
    if (type === 'DELETED') table.objects.remove(entry, object);
    else table.objects.put(entry, object);
    // a watch from the past does without mere signs of life, which would push all else out
    if (seq !== 0) this.remember(change);
    this.notify(table, change);
  }

  /** Reads all objects of a kind anew, by a schema that has changed: no write, and nobody is told. */
  reread(kind: Kind, read: (object: KubeObject) => KubeObject): void {
    this.table(kind.id).objects.reread(read);
  }

  /**
   * Tells of every later change of the kind; with `field`, only of objects whose watch field has (or had)
   * that value. Returns how to end it.
   */
  watch(kind: Kind, notify: Notify, field?: string): () => void {
    const table = this.table(kind.id);
    let list = table.all;
    if (field !== undefined) {
      table.byField ??= new Map();
      list = table.byField.get(field) ?? [];
      table.byField.set(field, list);
    }
    list.push(notify);
    return () => {
      const index = list.indexOf(notify);
      if (index >= 0) list.splice(index, 1);
    };
  }

  /** The changes after a revision, oldest first; undefined when they are no longer kept. */
  since(revision: number): Change[] | undefined {
    if (revision < this.compacted) return undefined;
    const changes: Change[] = [];
    for (let i = this.history.length - 1; i >= this.historyStart; i--) {
      const change = this.history[i] as Change;
      if (change.revision <= revision) break;
      changes.push(change);
    }
    return changes.reverse();
  }

  /** Forgets the changes up to a revision, as etcd's compaction does. */
  compact(revision: number = this.current): void {
    this.compacted = Math.max(this.compacted, revision);
    let kept = this.historyStart;
    while ((this.history[kept]?.revision ?? Number.POSITIVE_INFINITY) <= this.compacted) kept++;
    this.history.splice(0, kept);
    this.historyStart = 0;
  }

  private table(id: string): Table {
    let table = this.tables.get(id);
    if (table === undefined) {
      table = { objects: new Keyspace(), all: [], byField: undefined };
      this.tables.set(id, table);
    }
    return table;
  }

  private remember(change: Change): void {
    this.history.push(change);
    if (this.history.length - this.historyStart <= HISTORY_MAX) return;
    const dropped = this.history[this.historyStart++] as Change;
    this.compacted = Math.max(this.compacted, dropped.revision);
    if (this.historyStart >= HISTORY_MAX) {
      this.history.splice(0, this.historyStart);
      this.historyStart = 0;
    }
  }

  private notify(table: Table, change: Change): void {
    for (let i = 0; i < table.all.length; i++) table.all[i]?.(change);
    const { watchField } = change.kind.rules;
    const { byField } = table;
    if (watchField === undefined || byField === undefined) return;
    const now = watchField.of(change.object);
    this.tell(byField.get(now), change);
    if (change.old === undefined) return;
    const before = watchField.of(change.old);
    if (before !== now) this.tell(byField.get(before), change);
  }

  private tell(list: readonly Notify[] | undefined, change: Change): void {
    if (list !== undefined) for (let i = 0; i < list.length; i++) list[i]?.(change);
  }
}
