import { isMirrorPod } from '../../api/core/mirror-pod';
import { Pods } from '../../api/core/pod';
import { isFinished, isTerminating } from '../../api/core/pod-states';
import { controllerOf } from '../../api/object';
import { PodDisruptionBudgets } from '../../api/policy/pod-disruption-budget';
import { milliValue, wholeValue } from '../../api/quantity';
import type { Node, Pod, PodDisruptionBudget } from '../../api/schema/objects';
import { matchesSelector } from '../../api/selector';
import type { Env } from '../../runtime/env';

const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const SAFE_VOLUMES = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';
const DISABLED = 'cluster-autoscaler.kubernetes.io/scale-down-disabled';

/** The Pods of a node that are still to be reckoned with. */
export function podsOn(env: Env, node: string): Pod[] {
  const pods = [...env.cache.informer(Pods).by('node', node).values()];
  return pods.filter((pod) => !isFinished(pod));
}

export const isOfDaemonSet = (pod: Pod): boolean => controllerOf(pod)?.kind === 'DaemonSet';

/** The greater of the shares of CPU and memory that are requested. upstream: simulator/utilization */
export function utilization({ status }: Node, pods: readonly Pod[]): number {
  const { cpu = '0', memory = '0' } = status?.allocatable ?? {};
  let [milli, bytes] = [0, 0];
  for (const { spec } of pods) {
    for (const { resources } of spec.containers) {
      milli += milliValue(resources?.requests?.cpu ?? '0');
      bytes += wholeValue(resources?.requests?.memory ?? '0');
    }
  }
  const share = (want: number, have: number) => (have === 0 ? 0 : want / have);
  return Math.max(share(milli, milliValue(cpu)), share(bytes, wholeValue(memory)));
}

/** True when the Pod keeps data on its node that would be lost. */
function hasLocalStorage({ spec, metadata }: Pod): boolean {
  const safe = (metadata.annotations?.[SAFE_VOLUMES] ?? '').split(',');
  return (spec.volumes ?? []).some(
    ({ name, emptyDir, hostPath }) =>
      (hostPath !== undefined || (emptyDir !== undefined && emptyDir.medium !== 'Memory')) &&
      !safe.includes(name),
  );
}

function budgetOf(env: Env, { metadata }: Pod): PodDisruptionBudget | undefined {
  const { namespace, labels } = metadata;
  const budgets = env.cache
    .informer(PodDisruptionBudgets)
    .all(namespace ?? '')
    .values();
  return [...budgets].find(({ spec }) => matchesSelector(spec.selector, labels));
}

/** Why the Pod cannot be moved from its node; undefined when it can. upstream: simulator/drainability/rules */
export function obstacle(env: Env, pod: Pod): string | undefined {
  if (isMirrorPod(pod) || isOfDaemonSet(pod) || isTerminating(pod)) return undefined;
  const safe = pod.metadata.annotations?.[SAFE_TO_EVICT];
  if (safe === 'false') return 'NotSafeToEvictAnnotation';
  const budget = budgetOf(env, pod);
  if (budget !== undefined && budget.status.disruptionsAllowed < 1) return 'NotEnoughPdb';
  if (safe === 'true') return undefined;
  if (controllerOf(pod) === undefined) return 'NotReplicated';
  if (pod.metadata.namespace === 'kube-system' && budget === undefined)
    return 'UnmovableKubeSystemPod';
  return hasLocalStorage(pod) ? 'LocalStorageRequested' : undefined;
}

/** True when somebody said that the node stays. */
export function isKept({ metadata }: Node): boolean {
  return metadata.annotations?.[DISABLED] === 'true';
}
