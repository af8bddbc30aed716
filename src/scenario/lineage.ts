import { controllerOf, type KubeObject } from '../api/object';
import type { WriteEntry } from '../apiserver/server';
import type { Trace } from '../sim/trace';

interface Ancestor {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly owner: string | undefined;
}

/** Who was controlled by whom, for all objects that ever were; reads the trace as it grows. */
export class Lineage {
  private readonly ancestors = new Map<string, Ancestor>();
  /** Pods, and all that ever controlled one: `Deployment/shop/web`. */
  private readonly withPods = new Set<string>();

  constructor(trace: Trace) {
    trace.subscribe((entry) => {
      if (entry.type !== 'write') return;
      const { object, type, old } = entry.data as WriteEntry;
      if (type === 'MODIFIED' && old?.metadata.ownerReferences === object.metadata.ownerReferences)
        return;
      if (type !== 'DELETED') this.learn(object);
    });
  }

  /** True when the object is controlled by that one, directly or through others. */
  descends(object: KubeObject, kind: string, namespace: string | undefined, name: string): boolean {
    let uid = controllerOf(object)?.uid;
    for (let depth = 0; uid !== undefined && depth < 10; depth++) {
      const ancestor = this.ancestors.get(uid);
      if (ancestor === undefined) return false;
      if (ancestor.kind === kind && ancestor.name === name && ancestor.namespace === namespace)
        return true;
      uid = ancestor.owner;
    }
    return false;
  }

  /** True when a Pod was ever controlled by that one, directly or through others; a Pod counts as its own. */
  hadPods(kind: string, namespace: string | undefined, name: string): boolean {
    return this.withPods.has(`${kind}/${namespace}/${name}`);
  }

  private learn(object: KubeObject): void {
    const { uid, name, namespace } = object.metadata;
    this.ancestors.set(uid, {
      kind: object.kind,
      namespace,
      name,
      owner: controllerOf(object)?.uid,
    });
    if (object.kind !== 'Pod') return;
    let ancestor = this.ancestors.get(uid);
    for (let depth = 0; ancestor !== undefined && depth < 10; depth++) {
      this.withPods.add(`${ancestor.kind}/${ancestor.namespace}/${ancestor.name}`);
      ancestor = this.ancestors.get(ancestor.owner ?? '');
    }
  }
}
