import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';
import type { Requirement } from '../api/selector';
import type { Change, Store } from './store';

type Labels = KubeObject['metadata']['labels'];

const NOBODY: ReadonlyMap<string, KubeObject> = new Map();

/** Finds the objects of a kind by a label, so that who selects some need not look at all. Made when somebody asks first. */
export class LabelIndex<T extends KubeObject> {
  /** By namespace, label and value. */
  private buckets: Map<string, Map<string, T>> | undefined;

  constructor(
    private readonly store: Store,
    private readonly kind: Kind<T>,
  ) {}

  /** Those that may satisfy the requirements: by the first that names one value; all of the namespace when none does. */
  candidates(namespace: string | undefined, selector: readonly Requirement[]): Iterable<T> {
    const first = selector.find(({ operator, values }) => operator === '=' && values.length === 1);
    if (namespace === undefined || first === undefined) {
      return this.store.objects(this.kind, namespace).values();
    }
    this.buckets ??= this.read();
    const found = this.buckets.get(idOf(namespace, first.key, first.values[0] ?? ''));
    return (found ?? (NOBODY as ReadonlyMap<string, T>)).values();
  }

  private read(): Map<string, Map<string, T>> {
    const buckets = new Map<string, Map<string, T>>();
    for (const [key, object] of this.store.objects(this.kind)) put(buckets, key, object);
    this.store.watch(this.kind as unknown as Kind, ({ type, key, object, old }: Change) => {
      const isSame = old !== undefined && old.metadata.labels === object.metadata.labels;
      if (old !== undefined && (type === 'DELETED' || !isSame)) remove(buckets, key, old);
      if (type !== 'DELETED') put(buckets, key, object as T);
    });
    return buckets;
  }
}

function idOf(namespace: string | undefined, label: string, value: string): string {
  return `${namespace ?? ''}/${label}=${value}`;
}

function* idsOf({ metadata: { namespace, labels } }: KubeObject): Iterable<string> {
  for (const label in labels as Labels) yield idOf(namespace, label, labels?.[label] ?? '');
}

function put<T extends KubeObject>(
  buckets: Map<string, Map<string, T>>,
  key: string,
  object: T,
): void {
  for (const id of idsOf(object)) {
    const bucket = buckets.get(id);
    if (bucket === undefined) buckets.set(id, new Map([[key, object]]));
    else bucket.set(key, object);
  }
}

function remove<T>(buckets: Map<string, Map<string, T>>, key: string, object: KubeObject): void {
  for (const id of idsOf(object)) {
    const bucket = buckets.get(id);
    bucket?.delete(key);
    if (bucket?.size === 0) buckets.delete(id);
  }
}
