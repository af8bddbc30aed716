import type { HPAScalingPolicy, HPAScalingRules } from '../../api/schema/objects';
import type { Time } from '../../sim/loop';

/** A change of size in the past: by how many replicas, and when. */
export interface ScaleEvent {
  readonly change: number;
  readonly time: Time;
}

/** How the target came to its size. */
export interface ScaleHistory {
  readonly ups: readonly ScaleEvent[];
  readonly downs: readonly ScaleEvent[];
}

/** What a size was brought to, and why. */
export interface Limited {
  readonly replicas: number;
  readonly reason: string;
  readonly message: string;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const MESSAGES = {
  DesiredWithinRange: 'the desired count is within the acceptable range',
  ScaleUpLimit: 'the desired replica count is increasing faster than the maximum scale rate',
  ScaleDownLimit: 'the desired replica count is decreasing faster than the maximum scale rate',
  TooManyReplicas: 'the desired replica count is more than the maximum replica count',
  TooFewReplicas: 'the desired replica count is less than the minimum replica count',
} as const;

function limited(replicas: number, reason: keyof typeof MESSAGES): Limited {
  return { replicas, reason, message: MESSAGES[reason] };
}

/** Bounds of a size when no behaviour is stated: at most twice as many, or four. upstream: convertDesiredReplicasWithRules */
export function withinRules(current: number, desired: number, { min, max }: Bounds): Limited {
  const fastest = Math.max(2 * current, 4);
  if (desired < min) return limited(min, 'TooFewReplicas');
  if (max > fastest && desired > fastest) return limited(fastest, 'ScaleUpLimit');
  if (desired > max) return limited(max, 'TooManyReplicas');
  return limited(desired, 'DesiredWithinRange');
}

function changeWithin(events: readonly ScaleEvent[], policy: HPAScalingPolicy, now: Time): number {
  const cutoff = now - policy.periodSeconds * 1000;
  return events.reduce((total, { change, time }) => (time > cutoff ? total + change : total), 0);
}

/** The size that one policy's period began with. */
function startOf(current: number, history: ScaleHistory, policy: HPAScalingPolicy, now: Time) {
  return (
    current - changeWithin(history.ups, policy, now) + changeWithin(history.downs, policy, now)
  );
}

function most(current: number, history: ScaleHistory, rules: HPAScalingRules, now: Time): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = (rules.policies ?? []).map((policy) => {
    const start = startOf(current, history, policy, now);
    return policy.type === 'Pods'
      ? start + policy.value
      : Math.ceil(start * (1 + policy.value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.min(...limits) : Math.max(...limits);
}

function fewest(current: number, history: ScaleHistory, rules: HPAScalingRules, now: Time): number {
  if (rules.selectPolicy === 'Disabled') return current;
  const limits = (rules.policies ?? []).map((policy) => {
    const start = startOf(current, history, policy, now);
    return policy.type === 'Pods'
      ? start - policy.value
      : Math.trunc(start * (1 - policy.value / 100));
  });
  return rules.selectPolicy === 'Min' ? Math.max(...limits) : Math.min(...limits);
}

/** The rules of both directions. */
export interface Behavior {
  readonly scaleUp: HPAScalingRules;
  readonly scaleDown: HPAScalingRules;
}

/** Bounds of a size under stated behaviour. upstream: convertDesiredReplicasWithBehaviorRate */
export function withinBehavior(
  sizes: { readonly current: number; readonly desired: number; readonly now: Time },
  bounds: Bounds,
  behavior: Behavior,
  history: ScaleHistory,
): Limited {
  const { current, desired, now } = sizes;
  if (desired > current) {
    const limit = Math.max(current, most(current, history, behavior.scaleUp, now));
    const [highest, reason] =
      bounds.max > limit
        ? ([limit, 'ScaleUpLimit'] as const)
        : ([bounds.max, 'TooManyReplicas'] as const);
    if (desired > highest) return limited(highest, reason);
  } else if (desired < current) {
    const limit = Math.min(current, fewest(current, history, behavior.scaleDown, now));
    const [lowest, reason] =
      bounds.min < limit
        ? ([limit, 'ScaleDownLimit'] as const)
        : ([bounds.min, 'TooFewReplicas'] as const);
    if (desired < lowest) return limited(lowest, reason);
  }
  return limited(desired, 'DesiredWithinRange');
}

/** A size that was recommended in the past. */
export interface Recommendation {
  readonly replicas: number;
  readonly time: Time;
}

/** The highest recommendation within the window, the present one among them. */
export function stabilizedDown(
  desired: number,
  past: readonly Recommendation[],
  window: number,
  now: Time,
): number {
  return past.reduce(
    (high, { replicas, time }) => (time >= now - window ? Math.max(high, replicas) : high),
    desired,
  );
}

/**
 * The size between the lowest recommendation of the window upwards and the highest of the window downwards that
 * is nearest to the present one. upstream: stabilizeRecommendationWithBehaviors
 */
export function stabilized(
  sizes: { readonly current: number; readonly desired: number; readonly now: Time },
  past: readonly Recommendation[],
  upWindow: number,
  downWindow: number,
): number {
  const { current, desired, now } = sizes;
  let [low, high] = [desired, desired];
  for (const { replicas, time } of past) {
    if (time > now - upWindow) low = Math.min(low, replicas);
    if (time > now - downWindow) high = Math.max(high, replicas);
  }
  return Math.min(high, Math.max(low, current));
}
