import { controllerOf } from '../../api/object';
import { scaledValue } from '../../api/percent';
import type { Deployment, ReplicaSet } from '../../api/schema/objects';
import type { Duration, Time } from '../../sim/loop';
import type { Law } from './law';

/** For so long after a change of a Deployment its controller may act on what it knew before. */
const STALE: Duration = 100;

/** How many Pods a rolling update may wish for at most and at least; undefined for what has no bounds. */
interface Bounds {
  readonly most: number;
  readonly least: number;
}

function boundsOf({ spec }: Deployment): Bounds | undefined {
  if (spec.strategy?.type !== 'RollingUpdate') return undefined;
  const { replicas = 1 } = spec;
  const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, replicas, 'up') ?? 0;
  const unavailable = scaledValue(maxUnavailable, replicas, 'down') ?? 0;
  const least = replicas - (surge === 0 && unavailable === 0 ? 1 : unavailable);
  return { most: replicas + surge, least };
}

interface Plan {
  now: Bounds | undefined;
  before: Bounds | undefined;
  changed: Time;
  readonly sets: Map<string, number>;
  /** Sets whose status still counts Pods that they no longer wish for. */
  readonly lagging: Set<string>;
}

/** True when the status tells of more available Pods than the set wishes for: it has not caught up. */
function isLagging({ spec, status }: ReplicaSet): boolean {
  return (status.availableReplicas ?? 0) > (spec.replicas ?? 1);
}

/**
 * Growing never wishes for more Pods than the surge allows; shrinking leaves as many as must be available. While a
 * set's status lags behind its size upstream's controller shrinks too much, and so may ours. upstream:
 * reconcileOldReplicaSets
 */
export const rolloutsKeepBounds: Law = {
  name: 'a rollout stays within its surge and its unavailability',
  watch() {
    const plans = new Map<string, Plan>();
    const planOf = (uid: string): Plan => {
      const plan = plans.get(uid) ?? {
        now: undefined,
        before: undefined,
        changed: 0,
        sets: new Map<string, number>(),
        lagging: new Set<string>(),
      };
      plans.set(uid, plan);
      return plan;
    };
    return ({ type, kind, object, old }, { actor, time }) => {
      if (kind === 'Deployment') {
        const plan = planOf(object.metadata.uid);
        const bounds = boundsOf(object as unknown as Deployment);
        if (bounds?.most === plan.now?.most && bounds?.least === plan.now?.least) return undefined;
        Object.assign(plan, { before: plan.now, now: bounds, changed: time });
        return undefined;
      }
      const owner = kind === 'ReplicaSet' ? controllerOf(object) : undefined;
      if (owner?.kind !== 'Deployment') return undefined;
      const plan = planOf(owner.uid);
      const { uid, name } = object.metadata;
      const wished = (object as unknown as ReplicaSet).spec.replicas ?? 1;
      const was = type === 'ADDED' ? 0 : ((old as unknown as ReplicaSet)?.spec.replicas ?? 1);
      const isMisled = plan.lagging.size > 0;
      if (type !== 'DELETED' && isLagging(object as unknown as ReplicaSet)) plan.lagging.add(uid);
      else plan.lagging.delete(uid);
      if (type === 'DELETED') plan.sets.delete(uid);
      else plan.sets.set(uid, wished);
      if (type === 'DELETED' || wished === was || !actor.endsWith('deployment-controller')) {
        return undefined;
      }
      const isStale = time - plan.changed < STALE;
      const allowed = isStale ? [plan.now, plan.before] : [plan.now];
      const known = allowed.filter((bounds) => bounds !== undefined);
      if (known.length < allowed.length) return undefined;
      const total = [...plan.sets.values()].reduce((sum, count) => sum + count, 0);
      const most = Math.max(...known.map((bounds) => bounds.most));
      const least = Math.min(...known.map((bounds) => bounds.least));
      if (wished > was && total > most) {
        return `ReplicaSet "${name}" grew to ${wished}, which makes ${total} Pods of at most ${most}`;
      }
      return wished < was && total < least && !isMisled
        ? `ReplicaSet "${name}" shrank to ${wished}, which leaves ${total} Pods of at least ${least}`
        : undefined;
    };
  },
};
