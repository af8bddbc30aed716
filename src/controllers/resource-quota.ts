import { storedKinds } from '../api';
import { ResourceQuotas } from '../api/core/resource-quota';
import type { Kind } from '../api/kind';
import { deepEqual, type KubeObject, keyOf } from '../api/object';
import { evaluatorOf, usageOf } from '../api/quota';
import { pick, readAmounts, writeAmounts } from '../api/quota/amounts';
import type { ResourceQuota } from '../api/schema/objects';
import type { Change } from '../apiserver/store';
import { type Controller, NO_KEYS, type Watch } from '../runtime/controller';
import type { Env } from '../runtime/env';

/** Everything is counted anew this often, whatever happened. upstream: --resource-quota-sync-period */
const RESYNC = 5 * 60 * 1000;

/** The kinds of Kubernetes' own that a quota can count; of others it hears with the next resync. */
const counted = storedKinds.filter((kind) => evaluatorOf(kind) !== undefined);

/** True when the change gave something back: what is created is charged when it is admitted. upstream: quota monitor */
function frees(env: Env, { type, kind, object, old }: Change): boolean {
  if (type === 'DELETED') return true;
  return old !== undefined && evaluatorOf(kind)?.frees?.(object, old, env.loop.now) === true;
}

function replenishedBy(kind: Kind): Watch {
  return {
    kind,
    keys(env, change) {
      const quotas = env.cache.informer(ResourceQuotas).all(change.object.metadata.namespace);
      if (quotas.size === 0 || !frees(env, change)) return NO_KEYS;
      const keys: string[] = [];
      for (const quota of quotas.values()) {
        const names = Object.keys(quota.spec.hard ?? {});
        if (names.some((name) => evaluatorOf(kind)?.covers(name) === true)) keys.push(keyOf(quota));
      }
      return keys;
    },
  };
}

/** Keeps what a ResourceQuota says of the use in step with what is there. upstream: pkg/controller/resourcequota */
export const resourceQuotaController: Controller<ResourceQuota> = {
  name: 'resourcequota-controller',
  reconciles: ResourceQuotas,
  ignoresStatus: 'all',
  watches: counted.map(replenishedBy),
  watchesNew: (kind) => (evaluatorOf(kind) === undefined ? undefined : replenishedBy(kind)),
  reconcile(env, quota) {
    if (quota === undefined) return;
    const { namespace } = quota.metadata;
    const objects = (kind: Kind): Iterable<KubeObject> =>
      env.cache.informer(kind).all(namespace).values();
    const hard = quota.spec.hard ?? {};
    const usage = usageOf(quota, objects, env.api.kinds.stored, env.loop.now);
    const known = pick(readAmounts(quota.status?.used), (name) => name in hard);
    const status = {
      hard: writeAmounts(readAmounts(hard)),
      used: writeAmounts(new Map([...known, ...usage])),
    };
    if (!deepEqual(status, quota.status)) {
      env.api.updateStatus(ResourceQuotas, { ...quota, status });
    }
    return { requeueAfter: RESYNC, background: true };
  },
};
