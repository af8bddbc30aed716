import { POD_INDEX_LABEL } from '../../api/apps/stateful-set';
import { controllerOf } from '../../api/object';
import type { Law } from './law';

/** No two Pods of a StatefulSet have one ordinal at a time, not even while one of them goes. */
export const onePodPerOrdinal: Law = {
  name: 'a StatefulSet never has two Pods of one ordinal',
  watch() {
    const holders = new Map<string, string>();
    return ({ type, kind, object }) => {
      if (kind !== 'Pod') return undefined;
      const owner = controllerOf(object);
      const { name, uid, labels } = object.metadata;
      const ordinal = labels?.[POD_INDEX_LABEL];
      if (owner?.kind !== 'StatefulSet' || ordinal === undefined) return undefined;
      const key = `${owner.uid}/${ordinal}`;
      const holder = holders.get(key);
      if (type === 'DELETED') {
        if (holder === uid) holders.delete(key);
        return undefined;
      }
      holders.set(key, uid);
      return holder === undefined || holder === uid
        ? undefined
        : `Pod "${name}" is the second one with ordinal ${ordinal} of StatefulSet "${owner.name}"`;
    };
  },
};
