import { approximateValue } from '../../api/quantity';
import type { HorizontalPodAutoscaler } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import type { Tolerances } from './replicas';

/**
 * How far off an autoscaler's metrics may be: as it says itself, where the cluster lets it, or as all are told.
 * upstream: tolerancesForHpa
 */
export function tolerancesOf(env: Env, { spec }: HorizontalPodAutoscaler): Tolerances {
  const { tolerance } = env.settings.autoscaling;
  if (!env.features.HPAConfigurableTolerance) return { down: tolerance, up: tolerance };
  const { scaleDown, scaleUp } = spec.behavior ?? {};
  const read = (text: string | undefined) =>
    text === undefined ? tolerance : approximateValue(text);
  return { down: read(scaleDown?.tolerance), up: read(scaleUp?.tolerance) };
}
