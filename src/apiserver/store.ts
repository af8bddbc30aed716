import type { Kind } from '../api/kind';
import { joinKey, type KubeObject } from '../api/object';
import type { Time } from '../sim/loop';

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
  readonly objects: Map<string, KubeObject>;
  /** Keys by namespace ('' for none) and name: looking one up is cheaper than putting it together. */
  readonly keys: Map<string, Map<string, string>>;
  readonly byNamespace: Map<string, Map<string, KubeObject>>;
  readonly all: Notify[];
  readonly byField: Map<string, Notify[]>;
}

/** What names an object. */
interface Named {
  readonly namespace?: string | undefined;
  readonly name?: string;
}

/** How many changes are kept for watches that begin in the past. */
const HISTORY_MAX = 100_000;

const NOTHING: ReadonlyMap<string, KubeObject> = new Map();

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

  /** The same by name, and namespace for the kinds that have one. */
  find<T extends KubeObject>(kind: Kind<T>, ref: Named): T | undefined {
    const table = this.tables.get(kind.id);
    if (table === undefined) return undefined;
    const namespace = kind.namespaced ? (ref.namespace ?? '') : '';
    const key = table.keys.get(namespace)?.get(ref.name ?? '');
    return key === undefined ? undefined : (table.objects.get(key) as T | undefined);
  }

  /** All objects of a kind, or of a kind in a namespace, by key. Not sorted; do not keep it. */
  objects<T extends KubeObject>(kind: Kind<T>, namespace?: string): ReadonlyMap<string, T> {
    const table = this.tables.get(kind.id);
    if (table === undefined) return NOTHING as ReadonlyMap<string, T>;
    if (namespace === undefined)
      return table.objects as ReadonlyMap<string, KubeObject> as ReadonlyMap<string, T>;
    const members: ReadonlyMap<string, KubeObject> = table.byNamespace.get(namespace) ?? NOTHING;
    return members as ReadonlyMap<string, T>;
  }

  /** The key of an object that is there or is about to be: one string for all that will hold it. */
  keyOf(kind: Kind, object: KubeObject): string {
    return keyIn(this.table(kind.id), object);
  }

  /**
   * Stores the change under the next revision and tells the watchers. The object carries that revision already,
   * the key is what {@link keyOf} says.
   */
  commit<T extends KubeObject>(change: Omit<Change<T>, 'revision'>): Change<T> {
    const { type, kind, key, object, old, seq, time } = change;
    const table = this.table(kind.id);
    const revision = ++this.current;
    const committed: Change<T> = { type, kind, key, object, old, revision, seq, time };
    const { namespace, name } = object.metadata;
    if (type === 'DELETED') {
      table.objects.delete(key);
      table.keys.get(namespace ?? '')?.delete(name);
      if (namespace !== undefined) table.byNamespace.get(namespace)?.delete(key);
    } else {
      table.objects.set(key, object);
      if (namespace !== undefined) membersOf(table, namespace).set(key, object);
    }
    // a watch from the past does without mere signs of life, which would push all else out
    if (seq !== 0) this.remember(committed as unknown as Change);
    this.notify(table, committed as unknown as Change);
    return committed;
  }

  /** Reads all objects of a kind anew, by a schema that has changed: no write, and nobody is told. */
  reread(kind: Kind, read: (object: KubeObject) => KubeObject): void {
    const { objects, byNamespace } = this.table(kind.id);
    for (const [key, object] of objects) {
      const fresh = read(object);
      objects.set(key, fresh);
      const { namespace } = fresh.metadata;
      if (namespace !== undefined) byNamespace.get(namespace)?.set(key, fresh);
    }
  }

  /**
   * Tells of every later change of the kind; with `field`, only of objects whose watch field has (or had)
   * that value. Returns how to end it.
   */
  watch(kind: Kind, notify: Notify, field?: string): () => void {
    const table = this.table(kind.id);
    let list = table.all;
    if (field !== undefined) {
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
      table = {
        objects: new Map(),
        keys: new Map(),
        byNamespace: new Map(),
        all: [],
        byField: new Map(),
      };
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
    if (watchField === undefined || table.byField.size === 0) return;
    const now = watchField.of(change.object);
    this.tell(table, now, change);
    if (change.old === undefined) return;
    const before = watchField.of(change.old);
    if (before !== now) this.tell(table, before, change);
  }

  private tell(table: Table, value: string, change: Change): void {
    const list = table.byField.get(value);
    if (list !== undefined) for (let i = 0; i < list.length; i++) list[i]?.(change);
  }
}

function membersOf(table: Table, namespace: string): Map<string, KubeObject> {
  let members = table.byNamespace.get(namespace);
  if (members === undefined) {
    members = new Map();
    table.byNamespace.set(namespace, members);
  }
  return members;
}

/** The key under which the table knows the object. */
function keyIn(table: Table, { metadata }: KubeObject): string {
  const { namespace = '', name } = metadata;
  let names = table.keys.get(namespace);
  if (names === undefined) {
    names = new Map();
    table.keys.set(namespace, names);
  }
  let key = names.get(name);
  if (key === undefined) {
    key = joinKey(namespace, name);
    names.set(name, key);
  }
  return key;
}
