import { isReady } from '../../api/core/pod-states';
import type { Pod, PodDisruptionBudget } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import type { Law } from './law';

/** An eviction through the API never takes a budget below what it wants. */
export const evictionsKeepBudgets: Law = {
  name: 'an eviction never breaks a PodDisruptionBudget',
  watch() {
    const budgets = new Map<string, PodDisruptionBudget>();
    return ({ type, kind, key, object, old }) => {
      if (kind === 'PodDisruptionBudget') {
        if (type === 'DELETED') budgets.delete(key);
        else budgets.set(key, object as unknown as PodDisruptionBudget);
        return undefined;
      }
      if (kind !== 'Pod' || old === undefined) return undefined;
      const pod = object as unknown as Pod;
      if (!isEvicted(pod) || isEvicted(old as unknown as Pod) || !isReady(pod)) return undefined;
      for (const { metadata, spec, status } of budgets.values()) {
        if (metadata.namespace !== pod.metadata.namespace) continue;
        if (!matchesSelector(spec.selector, pod.metadata.labels)) continue;
        const pendingEvictions = Object.keys(status.disruptedPods ?? {}).length;
        if (status.currentHealthy - pendingEvictions < status.desiredHealthy) {
          return `Pod "${pod.metadata.name}" was evicted though "${metadata.name}" needs ${status.desiredHealthy} healthy Pods and has ${status.currentHealthy}`;
        }
      }
      return undefined;
    };
  },
};

function isEvicted(pod: Pod): boolean {
  return pod.status.conditions?.some((c) => c.reason === 'EvictionByEvictionAPI') === true;
}
