import { ReplicaSets } from '../../api/apps/replica-set';
import { isApiError } from '../../api/errors';
import type { Env } from '../../runtime/env';
import { type Look, request } from '../../runtime/look';
import { revisionOf } from './annotations';
import { wished } from './arithmetic';
import type { Rollout } from './sets';

/** Deletes the oldest empty sets beyond the history limit. upstream: cleanupDeployment */
export function* cleanUp(env: Env, { deployment, oldSets }: Rollout): Look {
  const limit = deployment.spec.revisionHistoryLimit;
  if (limit === undefined) return;
  const alive = oldSets.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = alive.length - limit;
  if (surplus <= 0) return;
  const oldest = [...alive].sort((a, b) => Number(revisionOf(a) - revisionOf(b))).slice(0, surplus);
  for (const set of oldest) {
    const { generation = 0, name, namespace } = set.metadata;
    const isEmpty = wished(set) === 0 && set.status.replicas === 0;
    if (!isEmpty || generation > (set.status.observedGeneration ?? 0)) continue;
    try {
      yield* request(() => env.api.delete(ReplicaSets, { namespace, name }));
    } catch (error) {
      if (!isApiError(error, 'NotFound')) throw error;
    }
  }
}
