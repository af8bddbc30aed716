import type {
  HorizontalPodAutoscaler,
  MetricSpec,
  MetricStatus,
  Pod,
} from '../../api/schema/objects';
import type { Requirement } from '../../api/selector';
import type { Env } from '../../runtime/env';
import type { CalculatorSettings } from './replicas';

/** The Pods that an autoscaler looks after, as its target's scale tells them. */
export interface Target {
  readonly hpa: HorizontalPodAutoscaler;
  readonly current: number;
  readonly statusReplicas: number;
  readonly selector: readonly Requirement[];
  readonly pods: readonly Pod[];
}

/** What one metric comes to: so many replicas, under which name, and what the status shows. */
export interface Answer {
  readonly replicas: number;
  readonly name: string;
  readonly status: MetricStatus;
}

/** One kind of metric: how it is read, and under which reason it fails. */
export interface Source {
  readonly reason: string;
  /** What comes before the error's text. */
  failure(spec: MetricSpec): string;
  answer(env: Env, target: Target, spec: MetricSpec, settings: CalculatorSettings): Answer;
}

/** The window of a metric that does not tell one. upstream: metricServerDefaultMetricWindow */
export const DEFAULT_WINDOW = 60_000;

/** Thousandths as a quantity. */
export const quantity = (milli: number): string =>
  milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
