import { Pods } from '../api/core/pod';
import { controllerOf, type KubeObject } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { WriteEntry } from '../apiserver/server';
import type { Trace } from '../sim/trace';

/** Controllers of controllers go no deeper: CronJob, Job, Pod. */
const DEPTH_MAX = 10;

interface Ancestor {
  /** `Deployment/shop/web` */
  readonly id: string;
  readonly owner: string | undefined;
}

function idOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** Who was controlled by whom, for all objects that ever were; reads the trace as it grows. */
export class Lineage {
  private readonly ancestors = new Map<string, Ancestor>();
  /** The Pods that are there now, by uid, of all that control them, directly or through others. */
  private readonly pods = new Map<string, Map<string, Pod>>();

  constructor(trace: Trace) {
    trace.subscribe((entry) => {
      if (entry.type === 'write') this.take(entry.data as WriteEntry);
    });
  }

  /** True when the object is controlled by that one, directly or through others. */
  descends(object: KubeObject, kind: string, namespace: string | undefined, name: string): boolean {
    const id = idOf(kind, namespace, name);
    for (const ancestor of this.above(controllerOf(object)?.uid)) {
      if (ancestor.id === id) return true;
    }
    return false;
  }

  /** True when what has that uid, and may be gone, was controlled by that one, directly or through others. */
  descended(uid: string, kind: string, namespace: string | undefined, name: string): boolean {
    const id = idOf(kind, namespace, name);
    for (const ancestor of this.above(this.ancestors.get(uid)?.owner)) {
      if (ancestor.id === id) return true;
    }
    return false;
  }

  /** The Pods that are there now and are controlled by that one, in no order of meaning; undefined when none ever was. */
  podsOf(
    kind: string,
    namespace: string | undefined,
    name: string,
  ): ReadonlyMap<string, Pod> | undefined {
    return this.pods.get(idOf(kind, namespace, name));
  }

  private take({ id, type, object, old }: WriteEntry): void {
    const isSame = old?.metadata.ownerReferences === object.metadata.ownerReferences;
    if (type !== 'DELETED' && !(type === 'MODIFIED' && isSame)) this.learn(object);
    if (id !== Pods.id) return;
    if (old !== undefined && (type === 'DELETED' || !isSame)) {
      for (const ancestor of this.above(controllerOf(old)?.uid))
        this.pods.get(ancestor.id)?.delete(old.metadata.uid);
    }
    if (type === 'DELETED') return;
    for (const ancestor of this.above(controllerOf(object)?.uid)) {
      const pods = this.pods.get(ancestor.id) ?? new Map<string, Pod>();
      this.pods.set(ancestor.id, pods.set(object.metadata.uid, object as unknown as Pod));
    }
  }

  /** The one with that uid, and all that control it. */
  private *above(first: string | undefined): Iterable<Ancestor> {
    let uid = first;
    for (let depth = 0; uid !== undefined && depth < DEPTH_MAX; depth++) {
      const ancestor = this.ancestors.get(uid);
      if (ancestor === undefined) return;
      yield ancestor;
      uid = ancestor.owner;
    }
  }

  private learn(object: KubeObject): void {
    const { uid, name, namespace } = object.metadata;
    const id = idOf(object.kind, namespace, name);
    this.ancestors.set(uid, { id, owner: controllerOf(object)?.uid });
  }
}
