import { Deployments } from '../../api/apps/deployment';
import { ReplicaSets } from '../../api/apps/replica-set';
import { podTemplateHash } from '../../api/apps/template-hash';
import { conditionOf } from '../../api/condition';
import { isApiError } from '../../api/errors';
import { controllerOf, deepEqual } from '../../api/object';
import type { Deployment, PodTemplateSpec, ReplicaSet } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { controllerReference } from '../ownership';
import { newSetAnnotations, REVISION, revisionOf, sizesOf } from './annotations';
import { newSetSize, wished } from './arithmetic';
import { withCondition } from './conditions';

const HASH = 'pod-template-hash';

/** A Deployment with its sets, as one look finds them. */
export interface Rollout {
  readonly deployment: Deployment;
  /** The set of the present template, when it is there. */
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
}

export function allSets({ newSet, oldSets }: Rollout): readonly ReplicaSet[] {
  return newSet === undefined ? oldSets : [...oldSets, newSet];
}

export const isSizeable = (set: ReplicaSet): boolean => wished(set) > 0;

function withoutHash(template: PodTemplateSpec | undefined): PodTemplateSpec {
  const { metadata = {}, ...rest } = template ?? {};
  const { [HASH]: _hash, ...labels } = metadata.labels ?? {};
  return { ...rest, metadata: { ...metadata, labels } };
}

const equalTemplates = new WeakMap<object, WeakMap<object, boolean>>();

/** True when both templates are the same but for the hash label. */
export function sameTemplate(a: PodTemplateSpec, b: PodTemplateSpec | undefined): boolean {
  if (b === undefined) return false;
  if (a.spec === b.spec && a.metadata === b.metadata) return true;
  const known = equalTemplates.get(a)?.get(b);
  if (known !== undefined) return known;
  const same = deepEqual(withoutHash(a), withoutHash(b));
  const row = equalTemplates.get(a) ?? new WeakMap<object, boolean>();
  equalTemplates.set(a, row.set(b, same));
  return same;
}

function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [x, y] = [a.metadata, b.metadata];
  if (x.creationTimestamp !== y.creationTimestamp)
    return x.creationTimestamp < y.creationTimestamp ? -1 : 1;
  return x.name < y.name ? -1 : 1;
}

/** Sorts a Deployment's sets into the new one and the old ones, oldest first. */
export function sortSets(deployment: Deployment, sets: readonly ReplicaSet[]): Rollout {
  const sorted = [...sets].sort(byAge);
  const newSet = sorted.find((set) => sameTemplate(deployment.spec.template, set.spec.template));
  return { deployment, newSet, oldSets: sorted.filter((set) => set !== newSet) };
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Brings the new set's revision up to date, and makes the set when it is missing and wanted. upstream: getNewReplicaSet */
export function* syncNewSet(env: Env, rollout: Rollout, create: boolean): Look<Rollout> {
  const revision = rollout.oldSets.map(revisionOf).reduce(later, 0n) + 1n;
  if (rollout.newSet !== undefined) {
    return yield* syncExisting(env, rollout, rollout.newSet, revision);
  }
  return create ? yield* createSet(env, rollout, revision) : rollout;
}

function* syncExisting(
  env: Env,
  rollout: Rollout,
  set: ReplicaSet,
  revision: bigint,
): Look<Rollout> {
  const { deployment } = rollout;
  const annotations = newSetAnnotations(deployment, revision, set.metadata.annotations ?? {});
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const isStale = (set.spec.minReadySeconds ?? 0) !== minReadySeconds;
  if (isStale || !deepEqual(annotations, set.metadata.annotations ?? {})) {
    const metadata = { ...set.metadata, annotations };
    const spec = { ...set.spec, minReadySeconds };
    const next = { ...set, metadata, spec };
    const newSet = yield* request(() => env.api.update(ReplicaSets, next));
    return { ...rollout, newSet };
  }
  let next = withRevision(deployment, revisionOf(set));
  const isWatched = deployment.spec.progressDeadlineSeconds !== undefined;
  if (isWatched && conditionOf(next.status.conditions, 'Progressing') === undefined) {
    const message = `Found new replica set "${set.metadata.name}"`;
    next = withCondition(next, 'Progressing', 'True', 'FoundNewReplicaSet', message, env.loop.now);
  }
  if (next === deployment) return rollout;
  yield* request(() => env.api.updateStatus(Deployments, next));
  return { ...rollout, deployment: next };
}

function withRevision(deployment: Deployment, revision: bigint): Deployment {
  const { metadata } = deployment;
  if (metadata.annotations?.[REVISION] === `${revision}`) return deployment;
  const annotations = { ...metadata.annotations, [REVISION]: `${revision}` };
  return { ...deployment, metadata: { ...metadata, annotations } };
}

function* createSet(env: Env, rollout: Rollout, revision: bigint): Look<Rollout> {
  const { deployment } = rollout;
  const { metadata, spec } = deployment;
  const hash = podTemplateHash(spec.template, deployment.status.collisionCount ?? 0);
  const labels = { ...spec.template.metadata?.labels, [HASH]: hash };
  const replicas = newSetSize(deployment, rollout.oldSets, 0);
  const set = {
    metadata: {
      name: `${metadata.name}-${hash}`,
      namespace: metadata.namespace ?? '',
      labels,
      annotations: newSetAnnotations(deployment, revision, undefined),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(spec.minReadySeconds === undefined ? {} : { minReadySeconds: spec.minReadySeconds }),
      selector: {
        ...spec.selector,
        matchLabels: { ...spec.selector?.matchLabels, [HASH]: hash },
      },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
  };
  let created: ReplicaSet;
  try {
    created = yield* request(() => env.api.create(ReplicaSets, set));
  } catch (error) {
    return yield* failedCreate(env, rollout, error, set.metadata.name);
  }
  if (replicas > 0) {
    const message = `Scaled up replica set ${created.metadata.name} from 0 to ${replicas}`;
    env.events.record(deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  let next = withRevision(deployment, revision);
  if (spec.progressDeadlineSeconds !== undefined) {
    const message = `Created new replica set "${created.metadata.name}"`;
    next = withCondition(
      next,
      'Progressing',
      'True',
      'NewReplicaSetCreated',
      message,
      env.loop.now,
    );
  }
  if (next !== deployment) yield* request(() => env.api.updateStatus(Deployments, next));
  return { deployment: next, newSet: created, oldSets: rollout.oldSets };
}

/** A name that is taken by another template's set is a collision of hashes: the next hash is tried. */
function* failedCreate(env: Env, rollout: Rollout, error: unknown, name: string): Look<never> {
  const { deployment } = rollout;
  if (!isApiError(error)) throw error;
  if (error.reason === 'AlreadyExists') {
    const { namespace } = deployment.metadata;
    const taken = env.api.find(ReplicaSets, { namespace, name });
    const isOurs =
      taken !== undefined &&
      controllerOf(taken)?.uid === deployment.metadata.uid &&
      sameTemplate(deployment.spec.template, taken.spec.template);
    if (!isOurs) {
      const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
      const status = { ...deployment.status, collisionCount };
      yield* request(() => env.api.updateStatus(Deployments, { ...deployment, status }));
    }
    throw error;
  }
  const message = `Failed to create new replica set "${name}": ${error.message}`;
  if (deployment.spec.progressDeadlineSeconds !== undefined) {
    const next = withCondition(
      deployment,
      'Progressing',
      'False',
      'ReplicaSetCreateError',
      message,
      env.loop.now,
    );
    yield* request(() => env.api.updateStatus(Deployments, next));
  }
  env.events.record(deployment, 'Warning', 'ReplicaSetCreateError', message);
  throw error;
}

/** Gives a set its size, and the sizes that it remembers; an Event tells of a change. upstream: scaleReplicaSet */
export function* scaleSet(
  env: Env,
  deployment: Deployment,
  set: ReplicaSet,
  size: number,
): Look<ReplicaSet> {
  const before = wished(set);
  const annotations = { ...set.metadata.annotations, ...sizesOf(deployment) };
  const sameSizes = deepEqual(annotations, set.metadata.annotations);
  if (before === size && sameSizes) return set;
  const next = {
    ...set,
    metadata: { ...set.metadata, annotations },
    spec: { ...set.spec, replicas: size },
  };
  const scaled = yield* request(() => env.api.update(ReplicaSets, next));
  if (before !== size) {
    const way = size > before ? 'up' : 'down';
    const message = `Scaled ${way} replica set ${set.metadata.name} from ${before} to ${size}`;
    env.events.record(deployment, 'Normal', 'ScalingReplicaSet', message);
  }
  return scaled;
}
