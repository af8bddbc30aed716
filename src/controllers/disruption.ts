import { Deployments } from '../api/apps/deployment';
import { ReplicaSets } from '../api/apps/replica-set';
import { Pods } from '../api/core/pod';
import { isReady, isTerminating } from '../api/core/pod-states';
import { goLabelSelector } from '../api/go-selector';
import { controllerOf, deepEqual, joinKey, valueAt } from '../api/object';
import { scaledValue } from '../api/percent';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import type {
  Condition,
  Deployment,
  Pod,
  PodDisruptionBudget,
  PodDisruptionBudgetStatus,
} from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import { parseTimestamp, timestamp } from '../api/timestamp';
import { type Controller, NO_KEYS } from '../runtime/controller';
import type { Env } from '../runtime/env';

/** An eviction that has not come about in this time is forgotten. upstream: DeletionTimeout */
const DELETION_TIMEOUT = 120_000;

interface Scaled {
  readonly metadata: { readonly uid: string };
  readonly spec: { readonly replicas?: number };
}

/** The workload whose size counts for a Pod: its controller, or that one's Deployment. */
function workloadOf(env: Env, pod: Pod): Scaled | undefined {
  const owner = controllerOf(pod);
  if (owner === undefined) return undefined;
  const { namespace } = pod.metadata;
  if (owner.kind !== ReplicaSets.kind) {
    const kind = env.api.kinds.of(owner.apiVersion, owner.kind);
    if (kind?.subresources?.some(({ name }) => name === 'scale') !== true) return undefined;
    if (kind.rules.scale !== undefined) {
      const found = env.api.find(kind, { namespace, name: owner.name });
      const replicas = valueAt(found, kind.rules.scale.spec);
      if (found === undefined || typeof replicas !== 'number') return undefined;
      return { metadata: found.metadata, spec: { replicas } };
    }
    return env.api.find(kind, { namespace, name: owner.name }) as unknown as Scaled | undefined;
  }
  const set = env.cache.informer(ReplicaSets).find(namespace, owner.name);
  if (set === undefined || set.metadata.uid !== owner.uid) return undefined;
  const above = controllerOf(set);
  if (above?.kind !== Deployments.kind) return set;
  return env.cache.informer(Deployments).find(namespace, above.name) ?? set;
}

function expectedScale(env: Env, pods: readonly Pod[]): number {
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const workload = workloadOf(env, pod);
    if (workload !== undefined) sizes.set(workload.metadata.uid, workload.spec.replicas ?? 1);
  }
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}

/** How many Pods a budget counts on, and how many of them it wants healthy. upstream: getExpectedPodCount */
function expectation(env: Env, { spec }: PodDisruptionBudget, pods: readonly Pod[]) {
  if (spec.maxUnavailable !== undefined) {
    const expected = expectedScale(env, pods);
    const less = scaledValue(spec.maxUnavailable, expected, 'up') ?? 0;
    return { expected, desired: Math.max(0, expected - less) };
  }
  if (typeof spec.minAvailable === 'number')
    return { expected: pods.length, desired: spec.minAvailable };
  if (spec.minAvailable === undefined) return { expected: pods.length, desired: 0 };
  const expected = expectedScale(env, pods);
  return { expected, desired: scaledValue(spec.minAvailable, expected, 'up') ?? 0 };
}

function stillDisrupted(budget: PodDisruptionBudget, pods: readonly Pod[], now: number) {
  const disrupted: Record<string, string> = {};
  let again = Number.POSITIVE_INFINITY;
  for (const pod of pods) {
    const since = budget.status.disruptedPods?.[pod.metadata.name];
    if (since === undefined || isTerminating(pod)) continue;
    const end = parseTimestamp(since) + DELETION_TIMEOUT;
    if (end <= now) continue;
    disrupted[pod.metadata.name] = since;
    again = Math.min(again, end);
  }
  return { disrupted, again };
}

function conditionsOf(
  budget: PodDisruptionBudget,
  allowed: number,
  now: number,
): readonly Condition[] {
  const conditions = budget.status.conditions ?? [];
  const known = conditions.find(({ type }) => type === 'DisruptionAllowed');
  const status = allowed > 0 ? 'True' : 'False';
  const reason = allowed > 0 ? 'SufficientPods' : 'InsufficientPods';
  const observedGeneration = budget.metadata.generation ?? 0;
  if (
    known?.status === status &&
    known.reason === reason &&
    known.observedGeneration === observedGeneration
  ) {
    return conditions;
  }
  const lastTransitionTime =
    known?.status === status ? (known.lastTransitionTime ?? null) : timestamp(now);
  return [
    ...conditions.filter(({ type }) => type !== 'DisruptionAllowed'),
    {
      type: 'DisruptionAllowed',
      status,
      reason,
      message: '',
      observedGeneration,
      lastTransitionTime,
    },
  ];
}

/** A share of Pods that nobody counts means nothing. upstream: trySync, unmanagedPods */
function sayUnmanaged(env: Env, budget: PodDisruptionBudget, pods: readonly Pod[]): void {
  const { minAvailable, selector } = budget.spec;
  if (typeof minAvailable === 'number' || !pods.some((pod) => controllerOf(pod) === undefined)) {
    return;
  }
  env.events.record(
    budget,
    'Warning',
    'UnmanagedPods',
    `Pods selected by this PodDisruptionBudget (selector: ${goLabelSelector(selector)}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`,
  );
}

/** Keeps count of what a PodDisruptionBudget allows. upstream: pkg/controller/disruption */
export const disruptionController: Controller<PodDisruptionBudget> = {
  name: 'disruption-controller',
  reportsAs: 'controllermanager',
  reconciles: PodDisruptionBudgets,
  watches: [
    {
      kind: Pods,
      keys(env, { object }) {
        const { namespace, labels, name } = object.metadata;
        const budgets = env.cache.informer(PodDisruptionBudgets).all(namespace);
        if (budgets.size === 0) return NO_KEYS;
        const names: string[] = [];
        for (const { metadata, spec } of budgets.values()) {
          if (matchesSelector(spec.selector, labels)) names.push(metadata.name);
        }
        if (names.length > 1) {
          const text = `Pod "${namespace}"/"${name}" matches multiple PodDisruptionBudgets.  Chose "${env.random.pick(names)}" arbitrarily.`;
          env.events.record(object, 'Warning', 'MultiplePodDisruptionBudgets', text);
        }
        return names.map((budget) => joinKey(namespace, budget));
      },
    },
    {
      kind: Deployments,
      keys(env, { object, old }) {
        const specOf = (deployment: unknown) => (deployment as Deployment | undefined)?.spec;
        if (specOf(old) === specOf(object)) return NO_KEYS;
        return [...env.cache.informer(PodDisruptionBudgets).all(object.metadata.namespace).keys()];
      },
    },
  ],
  reconcile(env, budget) {
    if (budget === undefined) return;
    const { namespace, generation } = budget.metadata;
    const pods: Pod[] = [];
    for (const pod of env.cache.informer(Pods).all(namespace).values()) {
      if (matchesSelector(budget.spec.selector, pod.metadata.labels)) pods.push(pod);
    }
    if (pods.length === 0) {
      env.events.record(budget, 'Normal', 'NoPods', 'No matching pods found');
    }
    const { now } = env.loop;
    sayUnmanaged(env, budget, pods);
    const { expected, desired } = expectation(env, budget, pods);
    const { disrupted, again } = stillDisrupted(budget, pods, now);
    const current = pods.filter(
      (pod) => isReady(pod) && !isTerminating(pod) && disrupted[pod.metadata.name] === undefined,
    ).length;
    const allowed = expected <= 0 ? 0 : Math.max(0, current - desired);
    const status: PodDisruptionBudgetStatus = {
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      ...(Object.keys(disrupted).length > 0 ? { disruptedPods: disrupted } : {}),
      disruptionsAllowed: allowed,
      currentHealthy: current,
      desiredHealthy: desired,
      expectedPods: expected,
      conditions: conditionsOf(budget, allowed, now),
    };
    if (!deepEqual(status, budget.status)) {
      env.api.updateStatus(PodDisruptionBudgets, { ...budget, status });
    }
    return Number.isFinite(again) ? { requeueAfter: again - now } : undefined;
  },
};
