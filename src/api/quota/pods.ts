import type { Time } from '../../sim/loop';
import { Pods } from '../core/pod';
import { podAmounts } from '../core/pod-amounts';
import { qosClass } from '../core/pod-states';
import type { Quantity } from '../quantity';
import type { Pod, PodAffinityTerm, ScopedResourceSelectorRequirement } from '../schema/objects';
import { parseTimestamp } from '../timestamp';
import { type Amounts, countOf, readAmounts, sumOf } from './amounts';
import type { Evaluator } from './evaluator';
import { countName } from './object-count';

const COUNT = countName(Pods);
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage'];
const NAMES = new Set([
  COUNT,
  'pods',
  ...COMPUTE,
  ...COMPUTE.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
]);
/** When a quota names these, each container must state them. upstream: validationSet */
const MUST_STATE = new Set([
  'cpu',
  'memory',
  'requests.cpu',
  'requests.memory',
  'limits.cpu',
  'limits.memory',
]);

const isExtended = (name: string): boolean =>
  name.includes('/') && !name.split('/')[0]?.endsWith('kubernetes.io');

/** Requests and limits under the names that a quota has for them. upstream: podComputeUsageHelper */
function charged(requests: Amounts, limits: Amounts): Map<string, Quantity> {
  const usage = new Map<string, Quantity>([['pods', countOf(1)]]);
  for (const [name, amount] of requests) {
    if (COMPUTE.includes(name) || name.startsWith('hugepages-')) {
      usage.set(name, amount);
      usage.set(`requests.${name}`, amount);
    } else if (isExtended(name)) usage.set(`requests.${name}`, amount);
  }
  for (const name of COMPUTE) {
    const limit = limits.get(name);
    if (limit !== undefined) usage.set(`limits.${name}`, limit);
  }
  return usage;
}

/** True while the Pod may still use something: not ended, and not past its grace period. */
function isAlive({ metadata, status }: Pod, now: Time): boolean {
  if (status.phase === 'Failed' || status.phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  if (!deletionTimestamp || deletionGracePeriodSeconds === undefined) return true;
  return now <= parseTimestamp(deletionTimestamp) + deletionGracePeriodSeconds * 1000;
}

function withOverhead(pod: Pod, what: 'requests' | 'limits'): Amounts {
  const amounts = podAmounts(pod.spec, what);
  if (pod.spec.overhead === undefined) return amounts;
  const overhead = readAmounts(pod.spec.overhead);
  // a limit that nobody set stays unset
  if (what === 'requests') return sumOf(amounts, overhead);
  return sumOf(amounts, new Map([...overhead].filter(([name]) => amounts.has(name))));
}

function leavesNamespace({ namespaces, namespaceSelector }: PodAffinityTerm): boolean {
  return (namespaces ?? []).length > 0 || namespaceSelector !== undefined;
}

function crossesNamespaces({ spec }: Pod): boolean {
  return [spec.affinity?.podAffinity, spec.affinity?.podAntiAffinity].some(
    (affinity) =>
      affinity?.requiredDuringSchedulingIgnoredDuringExecution?.some(leavesNamespace) === true ||
      affinity?.preferredDuringSchedulingIgnoredDuringExecution?.some(({ podAffinityTerm }) =>
        leavesNamespace(podAffinityTerm),
      ) === true,
  );
}

function hasPriority({ spec }: Pod, scope: ScopedResourceSelectorRequirement): boolean {
  const name = spec.priorityClassName ?? '';
  const values = scope.values ?? [];
  if (scope.operator === 'Exists') return name !== '';
  if (scope.operator === 'DoesNotExist') return name === '';
  return values.includes(name) === (scope.operator === 'In');
}

/** Pods by their number and what they ask for. upstream: pkg/quota/v1/evaluator/core/pods.go */
export const podEvaluator: Evaluator<Pod> = {
  chargesUpdates: false,
  covers: (name) =>
    NAMES.has(name) ||
    /^(requests\.)?hugepages-/.test(name) ||
    (name.startsWith('requests.') && isExtended(name.slice('requests.'.length))),
  usage(pod, now) {
    const usage = isAlive(pod, now)
      ? charged(withOverhead(pod, 'requests'), withOverhead(pod, 'limits'))
      : new Map<string, Quantity>();
    return usage.set(COUNT, countOf(1));
  },
  missing({ spec }, resources) {
    const missing = new Map<string, Set<string>>();
    for (const { name, resources: own } of [...spec.containers, ...(spec.initContainers ?? [])]) {
      const stated = charged(readAmounts(own?.requests), readAmounts(own?.limits));
      for (const resource of resources) {
        if (!MUST_STATE.has(resource) || stated.has(resource)) continue;
        missing.set(resource, (missing.get(resource) ?? new Set()).add(name));
      }
    }
    if (missing.size === 0) return undefined;
    const parts = [...missing].sort(([a], [b]) => (a < b ? -1 : 1));
    return parts.map(([name, where]) => `${name} for: ${[...where].sort().join(',')}`).join('; ');
  },
  isIn(pod, scope) {
    switch (scope.scopeName) {
      case 'Terminating':
        return pod.spec.activeDeadlineSeconds !== undefined;
      case 'NotTerminating':
        return pod.spec.activeDeadlineSeconds === undefined;
      case 'BestEffort':
        return qosClass(pod.spec) === 'BestEffort';
      case 'NotBestEffort':
        return qosClass(pod.spec) !== 'BestEffort';
      case 'PriorityClass':
        return hasPriority(pod, scope);
      case 'CrossNamespacePodAffinity':
        return crossesNamespaces(pod);
      default:
        return false;
    }
  },
  frees: (pod, old, now) => isAlive(old, now) && !isAlive(pod, now),
};
