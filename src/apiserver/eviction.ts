import { Pods } from '../api/core/pod';
import { isFinished, isPending, isReady } from '../api/core/pod-states';
import { ApiError, forbiddenError } from '../api/errors';
import { PodDisruptionBudgets } from '../api/policy/pod-disruption-budget';
import type { Condition, Pod, PodDisruptionBudget } from '../api/schema/objects';
import { matchesSelector } from '../api/selector';
import { timestamp } from '../api/timestamp';
import type { DeleteOptions, Ref, User } from './api';
import type { AdmittedBody } from './body-admission';
import { checkPreconditions, deleteObject } from './deletion';
import type { RequestBody } from './request';
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

const CANNOT = "Cannot evict pod as it would violate the pod's disruption budget.";
/** The seconds after which a client should try again while a budget is behind. upstream: createTooManyRequestsError */
const RETRY_SECONDS = 10;

function refusal(cause: string, retryAfterSeconds?: number): ApiError {
  return new ApiError('TooManyRequests', CANNOT, {
    causes: [{ reason: 'DisruptionBudget', message: cause }],
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** A budget that nobody should be able to make; its controller puts it right. */
function brokenBudget(name: string, why: string): ApiError {
  return forbiddenError({ group: 'policy', kind: '', plural: 'poddisruptionbudget' }, name, why);
}

/** Refuses when the budget allows no disruption now. upstream: registry core/pod, checkAndDecrement */
function checkBudget({ status, metadata }: PodDisruptionBudget): void {
  const { name } = metadata;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0)) {
    throw refusal(
      `The disruption budget ${name} is still being processed by the server.`,
      RETRY_SECONDS,
    );
  }
  if (Object.keys(status.disruptedPods ?? {}).length > DISRUPTED_MAX) {
    throw brokenBudget(
      name,
      'DisruptedPods map too big - too many evictions not confirmed by PDB controller',
    );
  }
  if (status.disruptionsAllowed > 0) return;
  throw refusal(
    `The disruption budget ${name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
  );
}

/** Takes one disruption from the budget. */
function decrement(server: ApiServer, user: User, budget: PodDisruptionBudget, pod: string): void {
  const { status } = budget;
  const now = timestamp(server.now);
  const disruptionsAllowed = status.disruptionsAllowed - 1;
  const next: PodDisruptionBudget = {
    ...budget,
    status: {
      ...status,
      disruptionsAllowed,
      disruptedPods: { ...status.disruptedPods, [pod]: now },
      ...(disruptionsAllowed === 0 ? { conditions: exhausted(budget, now) } : {}),
    },
  };
  server.replace(
    { user, kind: PodDisruptionBudgets, options: { subresource: 'status' }, isAdmitted: true },
    next,
    budget,
  );
}

/** The conditions of a budget that allows no more. upstream: pdbhelper.UpdateDisruptionAllowedCondition */
function exhausted({ status, metadata }: PodDisruptionBudget, now: string): readonly Condition[] {
  const conditions = status.conditions ?? [];
  const known = conditions.find(({ type }) => type === 'DisruptionAllowed');
  return [
    ...conditions.filter((condition) => condition !== known),
    {
      type: 'DisruptionAllowed',
      status: 'False',
      reason: 'InsufficientPods',
      message: '',
      observedGeneration: metadata.generation ?? 0,
      lastTransitionTime: known?.status === 'False' ? (known.lastTransitionTime ?? now) : now,
    },
  ];
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
  const write = { user, kind: Pods, options: { subresource: 'status' }, isAdmitted: true };
  return server.replace(write, next, pod);
}

/** The budget that must allow the Pod's eviction; undefined when it may go without. */
function guardOf(server: ApiServer, pod: Pod): PodDisruptionBudget | undefined {
  if (isFinished(pod) || isPending(pod) || pod.metadata.deletionTimestamp !== undefined) {
    return undefined;
  }
  const [budget, another] = budgetsOf(server, pod);
  if (another !== undefined) {
    throw new ApiError(
      'Unknown',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  return budget === undefined || ignoresBudget(pod, budget) ? undefined : budget;
}

/** An eviction as it is posted. */
export interface EvictionBody extends RequestBody {
  readonly deleteOptions?: object;
}

/** What asks for a Pod's eviction. */
export function evictionOf({ namespace, name }: Ref, options: DeleteOptions): EvictionBody {
  const { dryRun, ...given } = options;
  const isPlain = dryRun !== true && Object.keys(given).length === 0;
  const deleteOptions = { ...given, ...(dryRun === true ? { dryRun: ['All'] } : {}) };
  return {
    kind: 'Eviction',
    apiVersion: 'policy/v1',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...(isPlain ? {} : { deleteOptions }),
  };
}

/** What an eviction wants done. */
function optionsOf({ deleteOptions = {} }: EvictionBody): DeleteOptions {
  const { dryRun, ...given } = deleteOptions as { readonly dryRun?: readonly string[] };
  return { ...given, dryRun: (dryRun ?? []).length > 0 };
}

/** Deletes a Pod if its disruption budgets allow. upstream: registry core/pod, EvictionREST */
export function evictPod(
  server: ApiServer,
  user: User,
  ref: Ref,
  { body, check }: AdmittedBody<EvictionBody>,
): void {
  const pod = server.mustGet(Pods, ref);
  check();
  const options = optionsOf(body);
  const budget = guardOf(server, pod);
  if (budget !== undefined) checkBudget(budget);
  // a precondition that fails must leave no trace in the budget and the Pod
  checkPreconditions(Pods, pod, options);
  if (options.dryRun === true) return;
  if (budget !== undefined) decrement(server, user, budget, pod.metadata.name);
  const { resourceVersion: _seen, ...preconditions } = options.preconditions ?? {};
  const marked =
    pod.metadata.deletionTimestamp === undefined ? markEvicted(server, user, pod) : pod;
  deleteObject(server, user, Pods, marked, { ...options, preconditions });
}
