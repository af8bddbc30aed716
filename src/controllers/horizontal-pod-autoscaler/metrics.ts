import type { MetricSpec } from '../../api/schema/objects';
import type { Env } from '../../runtime/env';
import { customSources } from './custom-metrics';
import type { Answer, Source, Target } from './metric-source';
import { type CalculatorSettings, MetricError } from './replicas';
import { resourceSources } from './resource-metrics';

const sources: Readonly<Record<string, Source>> = { ...resourceSources, ...customSources };

/** Why a metric could not be had. */
export interface Failure {
  readonly reason: string;
  /** What the Event says. */
  readonly text: string;
}

/** What one metric proposes, or why it proposes nothing. upstream: computeReplicasForMetric */
export function answerOf(
  env: Env,
  target: Target,
  spec: MetricSpec,
  settings: CalculatorSettings,
): Answer | Failure {
  const source = sources[spec.type];
  if (source === undefined) {
    return { reason: 'InvalidMetricSourceType', text: `unknown metric source type "${spec.type}"` };
  }
  try {
    return source.answer(env, target, spec, settings);
  } catch (error) {
    if (!(error instanceof MetricError)) throw error;
    return { reason: source.reason, text: `${source.failure(spec)}: ${error.message}` };
  }
}
