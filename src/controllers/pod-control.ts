import { Pods } from '../api/core/pod';
import { type ApiError, isApiError, isNamespaceEnding } from '../api/errors';
import type { KubeObject, New } from '../api/object';
import type { Pod } from '../api/schema/objects';
import type { Env } from '../runtime/env';
import type { Look } from '../runtime/look';

/** What came of a batch of creations. */
export interface Created {
  readonly pods: readonly Pod[];
  /** Why one of them could not be made. */
  readonly failure: ApiError | undefined;
}

/** Makes a Pod for its owner and tells of it in an Event of the owner. upstream: RealPodControl.CreatePods */
export function createPod(env: Env, owner: KubeObject, wanted: New<Pod>): Pod | ApiError {
  try {
    const pod = env.api.create(Pods, wanted);
    env.events.record(owner, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`);
    return pod;
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (!isNamespaceEnding(error)) {
      env.events.record(owner, 'Warning', 'FailedCreate', `Error creating: ${error.message}`);
    }
    return error;
  }
}

/** Makes Pods in batches of 1, 2, 4 …; a failure ends it after its batch. upstream: slowStartBatch */
export function* createPods(
  env: Env,
  owner: KubeObject,
  count: number,
  wanted: (index: number) => New<Pod>,
): Look<Created> {
  const pods: Pod[] = [];
  let failure: ApiError | undefined;
  for (let done = 0, batch = 1; done < count && failure === undefined; batch *= 2) {
    const end = Math.min(count, done + batch);
    yield;
    for (; done < end; done++) {
      const made = createPod(env, owner, wanted(done));
      if (isApiError(made)) failure = made;
      else pods.push(made);
    }
  }
  return { pods, failure };
}

/** Deletes Pods of an owner, all at once. */
export function* deletePods(env: Env, owner: KubeObject, pods: readonly Pod[]): Look {
  yield;
  for (const pod of pods) deletePod(env, owner, pod);
}

/** Deletes a Pod of an owner; one that is gone already is no news. upstream: RealPodControl.DeletePod */
export function deletePod(env: Env, owner: KubeObject, { metadata }: Pod): void {
  const { name, namespace, uid } = metadata;
  try {
    env.api.delete(Pods, { namespace, name }, { preconditions: { uid } });
    env.events.record(owner, 'Normal', 'SuccessfulDelete', `Deleted pod: ${name}`);
  } catch (error) {
    if (!isApiError(error)) throw error;
    if (error.reason === 'NotFound' || error.reason === 'Conflict') return;
    env.events.record(owner, 'Warning', 'FailedDelete', `Error deleting: ${error.message}`);
    throw error;
  }
}
