import { ReplicaSets } from '../api/apps/replica-set';
import { conditionOf } from '../api/condition';
import { Pods } from '../api/core/pod';
import { isActive, isAvailable, isFinished, isLeaving, isReady } from '../api/core/pod-states';
import { type ApiError, isApiError } from '../api/errors';
import type { FeatureGates } from '../api/features/feature-gates';
import type { Kind } from '../api/kind';
import { controllerOf, deepEqual, type KubeObject, type New } from '../api/object';
import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../api/schema/objects';
import { matchesLabels, matchesSelector } from '../api/selector';
import { timestamp } from '../api/timestamp';
import type { Change } from '../apiserver/store';
import { type Again, type Controller, NO_KEYS, ownedBy, type Watch } from '../runtime/controller';
import type { Env } from '../runtime/env';
import { type Look, request } from '../runtime/look';
import { claim, controllerReference, indexByController, orphansFor, orphansOf } from './ownership';
import { availableLater } from './pod-availability';
import { PodCensus } from './pod-census';
import { createPods, deletePods } from './pod-control';
import { crowding, inOrderOfDeletion } from './pod-ranking';

/** How many Pods are created or deleted at one go at most. upstream: BurstReplicas */
const BURST = 500;

interface Failure {
  readonly reason: 'FailedCreate';
  readonly error: ApiError;
}

/** A Pod of the set's template; its spec is the template's own, shared by all. */
function podOf(set: ReplicaSet): New<Pod> {
  const { metadata = {}, spec } = set.spec.template ?? {};
  if (spec === undefined) throw new Error(`${set.metadata.name} has no template`);
  const { labels, annotations, finalizers } = metadata;
  return {
    metadata: {
      generateName: `${set.metadata.name}-`,
      namespace: set.metadata.namespace ?? '',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      ...(finalizers === undefined ? {} : { finalizers }),
      ownerReferences: [controllerReference(set)],
    },
    spec,
  };
}

/** The Pods that go first, so many of them. */
function surplus(env: Env, set: ReplicaSet, pods: readonly Pod[], count: number): readonly Pod[] {
  if (count >= pods.length) return pods;
  return inOrderOfDeletion(env, pods, crowding(relatedPods(env, set))).slice(0, count);
}

/** The Pods of all sets that share this one's controller: they crowd nodes together. */
function relatedPods(env: Env, set: ReplicaSet): Pod[] {
  const owner = controllerOf(set);
  const pods = env.cache.informer(Pods);
  const sets =
    owner === undefined
      ? [set]
      : env.cache.informer(ReplicaSets).by('controller', owner.uid).values();
  const related: Pod[] = [];
  for (const { metadata } of sets) related.push(...pods.by('controller', metadata.uid).values());
  return related;
}

/** What a look at a set's Pods finds. */
interface Survey {
  readonly active: number;
  /** With all the labels of the template. */
  readonly full: number;
  readonly ready: number;
  readonly available: number;
  /** On their way out. */
  readonly leaving: number;
  /** The active Pods themselves; undefined when it took no look at each. */
  readonly pods: readonly Pod[] | undefined;
}

/** What the census knows of a set; undefined when its Pods must be looked at: some to adopt, release or wait for. */
function quickSurvey(env: Env, set: ReplicaSet): Survey | undefined {
  if ((set.spec.minReadySeconds ?? 0) > 0 || orphansFor(env, set, Pods).length > 0)
    return undefined;
  const wanted = set.spec.template?.metadata?.labels ?? {};
  let [active, full, ready, leaving] = [0, 0, 0, 0];
  for (const tally of censusOf(env).of(set.metadata.uid)) {
    if (!matchesSelector(set.spec.selector, tally.labels)) return undefined;
    active += tally.active;
    ready += tally.ready;
    leaving += tally.leaving;
    if (matchesLabels(wanted, tally.labels)) full += tally.active;
  }
  return { active, full, ready, available: ready, leaving, pods: undefined };
}

function censusOf(env: Env): PodCensus {
  return env.cache.informer(Pods).view('census', () => new PodCensus());
}

function survey(env: Env, set: ReplicaSet): Survey {
  const minReady = set.spec.minReadySeconds ?? 0;
  const wanted = set.spec.template?.metadata?.labels ?? {};
  const claimed = claim(env, set, Pods);
  const pods = claimed.filter(isActive);
  const leaving = claimed.filter(isLeaving).length;
  let [full, ready, available] = [0, 0, 0];
  for (const pod of pods) {
    if (matchesLabels(wanted, pod.metadata.labels)) full++;
    if (isReady(pod)) ready++;
    if (isAvailable(pod, minReady, env.loop.now)) available++;
  }
  return { active: pods.length, full, ready, available, leaving, pods };
}

function statusOf(
  set: ReplicaSet,
  { active, full, ready, available }: Survey,
  failure: Failure | undefined,
  env: Env,
): ReplicaSetStatus {
  const others = (set.status.conditions ?? []).filter(({ type }) => type !== 'ReplicaFailure');
  const conditions =
    failure === undefined ? others : [...others, failureCondition(set, failure, env)];
  return {
    replicas: active,
    ...(full > 0 ? { fullyLabeledReplicas: full } : {}),
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(available > 0 ? { availableReplicas: available } : {}),
    ...(set.metadata.generation === undefined
      ? {}
      : { observedGeneration: set.metadata.generation }),
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

function failureCondition(
  set: ReplicaSet,
  { reason, error }: Failure,
  env: Env,
): ReplicaSetCondition {
  const known = conditionOf(set.status.conditions, 'ReplicaFailure');
  if (known?.reason === reason) return known;
  return {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: timestamp(env.loop.now),
    reason,
    message: error.message,
  };
}

/** A Pod that is bound, or starts, is of no interest yet: only what a status or a decision shows is. */
function isRelevant({ object, old }: Change<Pod>): boolean {
  return (
    old === undefined ||
    object.metadata.labels !== old.metadata.labels ||
    object.metadata.ownerReferences !== old.metadata.ownerReferences ||
    isActive(object) !== isActive(old) ||
    isReady(object) !== isReady(old)
  );
}

/** A Pod that was on its way out is through. */
function hasLeft({ type, object, old }: Change<Pod>): boolean {
  if (object.metadata.deletionTimestamp === undefined) return false;
  return type === 'DELETED' || (old !== undefined && isFinished(object) !== isFinished(old));
}

/** Who tells of leaving Pods minds when they are gone. */
function leaving(kind: Kind, tells: (features: FeatureGates) => boolean): Watch<Pod> {
  const watch = ownedBy(Pods, kind, hasLeft);
  return {
    kind: Pods,
    keys: (env, change) => (tells(env.features) ? watch.keys(env, change) : NO_KEYS),
  };
}

/** A kind that keeps replicas of a template, seen as a ReplicaSet. */
export interface ReplicaKeeper<T extends KubeObject> {
  /** The controller's name, as Events show it. */
  readonly name: string;
  readonly kind: Kind<T>;
  asSet(object: T): ReplicaSet;
  /** Whether its status tells how many Pods are on their way out. */
  tellsLeaving(features: FeatureGates): boolean;
}

/** Keeps as many Pods of its template alive as an object wants. upstream: pkg/controller/replicaset */
export function replicaController<T extends KubeObject>({
  name,
  kind,
  asSet,
  tellsLeaving,
}: ReplicaKeeper<T>): Controller<T> {
  return {
    name,
    reconciles: kind,
    ignoresStatus: 'own',
    watches: [
      ownedBy(Pods, kind, isRelevant),
      orphansOf(Pods, kind, (object) => asSet(object).spec.selector),
      leaving(kind as unknown as Kind, tellsLeaving),
    ],
    prepare(env) {
      indexByController(env, Pods);
      indexByController(env, kind);
      censusOf(env);
    },
    *reconcile(env, object): Look<Again | undefined> {
      if (object === undefined) return undefined;
      const set = asSet(object);
      const found = quickSurvey(env, set) ?? survey(env, set);
      const failure = yield* resize(env, set, found);
      const counted = statusOf(set, found, failure, env);
      const status = tellsLeaving(env.features)
        ? { ...counted, terminatingReplicas: found.leaving }
        : counted;
      if (!deepEqual(status, set.status)) yield* writeStatus(env, kind, object, status);
      if (failure !== undefined) throw failure.error;
      return availableLater(found.pods ?? [], set.spec.minReadySeconds ?? 0, env.loop.now);
    },
  };
}

/** Writes a status; once more when the object has changed meanwhile. upstream: updateReplicaSetStatus */
function* writeStatus<T extends KubeObject>(
  env: Env,
  kind: Kind<T>,
  object: T,
  status: ReplicaSetStatus,
): Look {
  try {
    yield* request(() => env.api.updateStatus(kind, { ...object, status }));
  } catch (error) {
    if (!isApiError(error, 'Conflict')) throw error;
    const latest = env.api.get(kind, object.metadata);
    yield* request(() => env.api.updateStatus(kind, { ...latest, status }));
  }
}

/** Makes what is missing and deletes what is too many. */
function* resize(env: Env, set: ReplicaSet, found: Survey): Look<Failure | undefined> {
  if (set.metadata.deletionTimestamp !== undefined) return undefined;
  const missing = (set.spec.replicas ?? 1) - found.active;
  if (missing > 0) {
    const { failure } = yield* createPods(env, set, Math.min(missing, BURST), () => podOf(set));
    return failure === undefined ? undefined : { reason: 'FailedCreate', error: failure };
  }
  if (missing < 0) {
    const pods = found.pods ?? claim(env, set, Pods).filter(isActive);
    yield* deletePods(env, set, surplus(env, set, pods, Math.min(-missing, BURST)));
  }
  return undefined;
}

export const replicaSetController = replicaController<ReplicaSet>({
  name: 'replicaset-controller',
  kind: ReplicaSets,
  asSet: (set) => set,
  tellsLeaving: (features) => features.DeploymentReplicaSetTerminatingReplicas,
});
