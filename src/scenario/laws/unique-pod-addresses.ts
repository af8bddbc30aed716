import { isFinished } from '../../api/core/pod-states';
import type { Pod } from '../../api/schema/objects';
import type { Law } from './law';

/** No two Pods that live have one address. */
export const uniquePodAddresses: Law = {
  name: 'no two live Pods have one address',
  watch() {
    const owners = new Map<string, string>();
    return ({ type, kind, object, old }) => {
      if (kind !== 'Pod') return undefined;
      const pod = object as unknown as Pod;
      const { uid, name } = pod.metadata;
      const ip = pod.status.podIP;
      const isLive = type !== 'DELETED' && !isFinished(pod) && pod.spec.hostNetwork !== true;
      const before = (old as unknown as Pod | undefined)?.status.podIP;
      if (before !== undefined && (before !== ip || !isLive) && owners.get(before) === uid) {
        owners.delete(before);
      }
      if (ip === undefined || !isLive) return undefined;
      const holder = owners.get(ip);
      owners.set(ip, uid);
      return holder === undefined || holder === uid
        ? undefined
        : `Pod "${name}" got ${ip}, which another live Pod has`;
    };
  },
};
