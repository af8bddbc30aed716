import { kindOf } from '../../api';
import type { Kind } from '../../api/kind';
import type { ClusterRoleBinding, RbacSubject } from '../../api/schema/objects';
import type { User } from '../api';
import type { Store } from '../store';

export const ClusterRoleBindings = kindOf(
  'rbac.authorization.k8s.io/v1',
  'ClusterRoleBinding',
) as unknown as Kind<ClusterRoleBinding>;

/** A binding, and the subject for whom somebody is meant by it. */
export interface Bound {
  readonly binding: ClusterRoleBinding;
  readonly subject: RbacSubject;
}

interface Place extends Bound {
  readonly order: number;
}

const SERVICE_ACCOUNT = 'system:serviceaccount:';

function keyOf({ kind, name, namespace }: RbacSubject): string {
  return kind === 'ServiceAccount'
    ? `User ${SERVICE_ACCOUNT}${namespace}:${name}`
    : `${kind} ${name}`;
}

/** The bindings of the cluster by whom they name, found anew after one has changed: there are many, and few are meant for one user. */
export class ClusterBindings {
  private bySubject: Map<string, Place[]> | undefined;

  constructor(private readonly store: Store) {
    store.watch(ClusterRoleBindings as unknown as Kind, () => {
      this.bySubject = undefined;
    });
  }

  /** Those that are meant for the user, each once and in their order. */
  of({ name, groups }: User): readonly Bound[] {
    this.bySubject ??= this.read();
    const found: Place[] = [...(this.bySubject.get(`User ${name}`) ?? [])];
    for (const group of groups) found.push(...(this.bySubject.get(`Group ${group}`) ?? []));
    found.sort((a, b) => a.order - b.order);
    return found.filter(({ binding }, index) => binding !== found[index - 1]?.binding);
  }

  private read(): Map<string, Place[]> {
    const bySubject = new Map<string, Place[]>();
    let order = 0;
    for (const binding of this.store.objects(ClusterRoleBindings).values()) {
      for (const subject of binding.subjects ?? []) {
        const key = keyOf(subject);
        const places = bySubject.get(key) ?? [];
        places.push({ binding, subject, order: order++ });
        bySubject.set(key, places);
      }
    }
    return bySubject;
  }
}
