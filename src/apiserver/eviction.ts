import { Pods } from '../api/core/pod';
import { isFinished, isPending, isReady } from '../api/core/pod-states';
import { ApiError } from '../api/errors';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import type { Pod, PodDisruptionBudget } from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import { timestamp } from '../api/timestamp';
import type { DeleteOptions, Ref, User } from './api';
import { deleteObject } from './deletion';
import type { ApiServer } from './server';

/** Evictions that the controller has not seen yet are kept in the budget, at most so many. */
const DISRUPTED_MAX = 2000;

function budgetsOf(server: ApiServer, pod: Pod): PodDisruptionBudget[] {
  const { namespace, labels } = pod.metadata;
  const found: PodDisruptionBudget[] = [];
  for (const budget of server.store.objects(PodDisruptionBudgets, namespace).values()) {
    if (matchesSelector(budget.spec.selector, labels)) found.push(budget);
  }
  return found;
}

function refusal(message: string, cause?: string): ApiError {
  const causes = cause === undefined ? [] : [{ reason: 'DisruptionBudget', message: cause }];
  return new ApiError('TooManyRequests', message, {
    ...(causes.length > 0 ? { causes } : { retryAfterSeconds: 10 }),
  });
}

/** Takes one disruption from the budget; a 429 when there is none. upstream: registry core/pod, checkAndDecrement */
function decrement(server: ApiServer, user: User, budget: PodDisruptionBudget, pod: string): void {
  const { status, metadata } = budget;
  const cannot = "Cannot evict pod as it would violate the pod's disruption budget.";
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    throw refusal(
      cannot,
      `The disruption budget ${metadata.name} is still being processed by the server.`,
    );
  }
  const disrupted = status.disruptedPods ?? {};
  if (status.disruptionsAllowed < 0 || Object.keys(disrupted).length > DISRUPTED_MAX) {
    throw refusal(
      cannot,
      `DisruptedPods map too big - too many evictions not confirmed by PDB controller`,
    );
  }
  if (status.disruptionsAllowed === 0) {
    throw refusal(
      cannot,
      `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
    );
  }
  const next: PodDisruptionBudget = {
    ...budget,
    status: {
      ...status,
      disruptionsAllowed: status.disruptionsAllowed - 1,
      disruptedPods: { ...disrupted, [pod]: timestamp(server.now) },
    },
  };
  server.replace(
    { user, kind: PodDisruptionBudgets, options: { subresource: 'status' } },
    next,
    budget,
  );
}

/** A Pod that is not ready may go when its budget is kept without it, or when the budget says so. */
function ignoresBudget(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (isReady(pod)) return false;
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0;
}

function markEvicted(server: ApiServer, user: User, pod: Pod): Pod {
  const others = (pod.status.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastProbeTime: null,
    lastTransitionTime: timestamp(server.now),
  };
  const next: Pod = { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
  return server.replace({ user, kind: Pods, options: { subresource: 'status' } }, next, pod);
}

/** Deletes a Pod if its disruption budgets allow. upstream: registry core/pod, EvictionREST */
export function evictPod(server: ApiServer, user: User, ref: Ref, options: DeleteOptions): void {
  const pod = server.mustGet(Pods, ref);
  const isFree = isFinished(pod) || isPending(pod) || pod.metadata.deletionTimestamp !== undefined;
  if (!isFree) {
    const budgets = budgetsOf(server, pod);
    if (budgets.length > 1) {
      throw new ApiError(
        'InternalError',
        'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      );
    }
    const [budget] = budgets;
    if (budget !== undefined && !ignoresBudget(pod, budget)) {
      decrement(server, user, budget, pod.metadata.name);
    }
  }
  const marked =
    pod.metadata.deletionTimestamp === undefined ? markEvicted(server, user, pod) : pod;
  deleteObject(server, user, Pods, marked, options);
}
