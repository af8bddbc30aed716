import { isActive } from '../../api/core/pod-states';
import { controllerOf } from '../../api/object';
import type { DaemonSet, Pod } from '../../api/schema/objects';
import type { Law } from './law';

/** The node that a daemon Pod is for. */
function nodeOf({ spec }: Pod): string {
  if (spec.nodeName) return spec.nodeName;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const [field] = required?.nodeSelectorTerms[0]?.matchFields ?? [];
  return field?.values?.[0] ?? '';
}

function surges({ spec }: DaemonSet): boolean {
  const { maxSurge = 0 } = spec.updateStrategy?.rollingUpdate ?? {};
  return Number.parseInt(String(maxSurge), 10) > 0;
}

/** A node has one live Pod of a DaemonSet, or the old and the new one while it surges. */
export const oneDaemonPerNode: Law = {
  name: 'a DaemonSet never has two live Pods on a node outside a surge',
  watch() {
    const most = new Map<string, number>();
    const there = new Map<string, Set<string>>();
    const places = new Map<string, string>();
    return ({ type, kind, object }, { actor }) => {
      if (kind === 'DaemonSet') {
        // whoever surged a moment ago may still have two
        const set = object as unknown as DaemonSet;
        const { uid } = set.metadata;
        most.set(uid, Math.max(most.get(uid) ?? 1, surges(set) ? 2 : 1));
        return undefined;
      }
      const owner = kind === 'Pod' ? controllerOf(object) : undefined;
      if (owner?.kind !== 'DaemonSet') return undefined;
      const pod = object as unknown as Pod;
      const { uid, name } = pod.metadata;
      const before = places.get(uid);
      if (before !== undefined) there.get(before)?.delete(uid);
      if (type === 'DELETED' || !isActive(pod)) {
        places.delete(uid);
        return undefined;
      }
      const node = nodeOf(pod);
      const place = `${owner.uid}/${node}`;
      const pods = there.get(place) ?? new Set<string>();
      there.set(place, pods.add(uid));
      places.set(uid, place);
      const isMade = type === 'ADDED' && actor.endsWith('daemonset-controller');
      return isMade && pods.size > (most.get(owner.uid) ?? 1)
        ? `Pod "${name}" is number ${pods.size} of DaemonSet "${owner.name}" on node "${node}"`
        : undefined;
    };
  },
};
