import { Pods } from '../../api/core/pod';
import { isApiError } from '../../api/errors';
import type { New } from '../../api/object';
import type { Pod, StatefulSet } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { createClaims, syncOwners } from './claims';
import { withIdentity } from './identity';

type Verb = 'create' | 'update' | 'delete';

const REASONS: Readonly<Record<Verb, string>> = {
  create: 'Create',
  update: 'Update',
  delete: 'Delete',
};

/** Does something with a Pod and tells of it in an Event of the set. upstream: StatefulPodControl.recordPodEvent */
function* told(
  env: Env,
  set: StatefulSet,
  [verb, name]: readonly [Verb, string],
  act: () => Look<unknown>,
): Look {
  const what = `${verb} Pod ${name} in StatefulSet ${set.metadata.name}`;
  try {
    yield* act();
    env.events.record(set, 'Normal', `Successful${REASONS[verb]}`, `${what} successful`);
  } catch (error) {
    if (!isApiError(error)) throw error;
    // somebody was there before: no news
    if (verb === 'create' && error.reason === 'AlreadyExists') throw error;
    if (verb === 'delete' && error.reason === 'NotFound') return;
    const message = `${what} failed error: ${error.message}`;
    env.events.record(set, 'Warning', `Failed${REASONS[verb]}`, message);
    throw error;
  }
}

/** Makes the Pod of an ordinal, after its claims. */
export function* createPod(env: Env, set: StatefulSet, ordinal: number, pod: New<Pod>): Look {
  const name = pod.metadata.name ?? '';
  yield* told(env, set, ['create', name], function* () {
    yield* createClaims(env, set, ordinal, name);
    yield* request(() => env.api.create(Pods, pod));
  });
}

export function* deletePod(env: Env, set: StatefulSet, { metadata }: Pod): Look {
  const { name, namespace, uid } = metadata;
  yield* told(env, set, ['delete', name], () =>
    request(() => env.api.delete(Pods, { namespace, name }, { preconditions: { uid } })),
  );
}

/** Puts the Pod's labels, claims and their owners right, if they are not. upstream: UpdateStatefulPod */
export function* keepIdentity(env: Env, set: StatefulSet, ordinal: number, pod: Pod): Look {
  yield* syncOwners(env, set, ordinal, pod);
  const next = withIdentity(ordinal, pod);
  if (next === pod) return;
  yield* told(env, set, ['update', pod.metadata.name], () =>
    request(() => env.api.update(Pods, next)),
  );
}
