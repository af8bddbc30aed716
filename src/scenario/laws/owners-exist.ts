import { controllerOf } from '../../api/object';
import type { Law } from './law';

/** What a controller creates, it creates for an owner that is there. */
export const ownersExist: Law = {
  name: "a dependent's controller exists when it is created",
  watch() {
    const alive = new Set<string>();
    return ({ type, kind, object }, { actor }) => {
      if (type === 'DELETED') {
        alive.delete(object.metadata.uid);
        return undefined;
      }
      if (type !== 'ADDED') return undefined;
      alive.add(object.metadata.uid);
      const owner = controllerOf(object);
      if (owner === undefined || !actor.startsWith('system:serviceaccount:kube-system:'))
        return undefined;
      return alive.has(owner.uid)
        ? undefined
        : `${kind} "${object.metadata.name}" was created for ${owner.kind} "${owner.name}", which is gone`;
    };
  },
};
