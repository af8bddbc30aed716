import { isApiError } from '../../api/errors';
import { goLabelSelector } from '../../api/go-selector';
import { PodMetricsKind } from '../../api/metrics';
import { milliValue } from '../../api/quantity';
import type {
  HorizontalPodAutoscaler,
  LabelSelector,
  MetricIdentifier,
  MetricSpec,
  MetricStatus,
  MetricTarget,
  MetricValueStatus,
  Pod,
  PodMetrics,
} from '../../api/schema/objects';
import type { Requirement } from '../../api/selector';
import { parseTimestamp } from '../../api/timestamp';
import type { MetricQuery } from '../../apiserver/aggregation';
import type { Env } from '../../runtime/env';
import {
  byAverage,
  byShare,
  byUtilization,
  byValue,
  type CalculatorSettings,
  countReady,
  type Measured,
  MetricError,
  type Proposal,
  type Sample,
} from './replicas';

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
interface Source {
  readonly reason: string;
  /** What comes before the error's text. */
  failure(spec: MetricSpec): string;
  answer(env: Env, target: Target, spec: MetricSpec, settings: CalculatorSettings): Answer;
}

/** The window of a metric that does not tell one. upstream: metricServerDefaultMetricWindow */
const DEFAULT_WINDOW = 60_000;

const quantity = (milli: number): string =>
  milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;

/** upstream: resource metrics client, getPodMetrics */
function usageOf(
  metrics: PodMetrics,
  resource: string,
  container: string | undefined,
): number | undefined {
  let total = 0;
  for (const { name, usage } of metrics.containers) {
    if (container !== undefined && name !== container) continue;
    const text = usage[resource];
    if (text === undefined) return undefined;
    total += milliValue(text);
    if (container !== undefined) return total;
  }
  return container === undefined ? total : undefined;
}

function windowOf({ window }: PodMetrics): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(window) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000 || DEFAULT_WINDOW;
}

function measure(
  env: Env,
  target: Target,
  resource: string,
  container: string | undefined,
): Measured {
  const { namespace } = target.hpa.metadata;
  const samples = new Map<string, Sample>();
  try {
    const found = target.pods
      .map(({ metadata }) => env.api.find(PodMetricsKind, { namespace, name: metadata.name }))
      .filter((metrics) => metrics !== undefined);
    if (found.length === 0) throw new MetricError('no metrics returned from resource metrics API');
    for (const metrics of found) {
      const value = usageOf(metrics, resource, container);
      if (value === undefined) continue;
      const time = metrics.timestamp ? parseTimestamp(metrics.timestamp) : env.loop.now;
      samples.set(metrics.metadata.name, { value, time, window: windowOf(metrics) });
    }
  } catch (error) {
    if (!isApiError(error) && !(error instanceof MetricError)) throw error;
    const why = isApiError(error)
      ? `unable to fetch metrics from resource metrics API: ${error.message}`
      : error.message;
    throw new MetricError(`unable to get metrics for resource ${resource}: ${why}`);
  }
  return { current: target.current, pods: target.pods, samples, now: env.loop.now };
}

/** Utilization in percent, or an average amount of a Pod or of one of its containers. */
function resourceAnswer(
  env: Env,
  target: Target,
  source: {
    readonly name: string;
    readonly target: MetricTarget;
    readonly container?: string;
  },
  settings: CalculatorSettings,
): { readonly proposal: Proposal; readonly name: string; readonly current: MetricValueStatus } {
  const { name, container } = source;
  const word = container === undefined ? 'resource' : 'container resource';
  const measured = measure(env, target, name, container);
  const { averageValue, averageUtilization } = source.target;
  if (averageValue !== undefined) {
    const proposal = byAverage(measured, name, milliValue(averageValue), settings);
    const current = { averageValue: quantity(proposal.value) };
    return { proposal, name: `${name} ${word}`, current };
  }
  if (averageUtilization === undefined) {
    throw new MetricError(
      'invalid resource metric source: neither an average utilization target nor an average value (usage) target was set',
    );
  }
  const proposal = byUtilization(measured, name, averageUtilization, settings, container);
  const current = {
    averageUtilization: proposal.utilization ?? 0,
    averageValue: quantity(proposal.value),
  };
  return { proposal, name: `${name} ${word} utilization (percentage of request)`, current };
}

function requirements(selector: LabelSelector | undefined): Requirement[] {
  const equal = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => ({
    key,
    operator: '=' as const,
    values: [value],
  }));
  const words = { In: 'in', NotIn: 'notin', Exists: 'exists', DoesNotExist: '!' } as const;
  const others = (selector?.matchExpressions ?? []).map(({ key, operator, values }) => ({
    key,
    operator: words[operator as keyof typeof words],
    values: values ?? [],
  }));
  return [...equal, ...others];
}

function valuesOf(env: Env, target: Target, metric: MetricIdentifier, of: MetricQuery['of']) {
  const namespace = target.hpa.metadata.namespace ?? '';
  const labels = requirements(metric.selector);
  const api = of.type === 'external' ? 'external' : 'custom';
  const fetch = `unable to fetch metrics from ${api} metrics API`;
  try {
    const values = env.api.metric({ namespace, metric: metric.name, labels, of });
    if (values.length > 0) return values;
    throw new MetricError(`no metrics returned from ${api} metrics API`);
  } catch (error) {
    if (!isApiError(error)) throw error;
    throw new MetricError(`${fetch}: ${error.message}`);
  }
}

function isResource(spec: MetricSpec): boolean {
  return (spec.resource ?? spec.containerResource)?.target.averageValue === undefined;
}

const sources: Readonly<Record<string, Source>> = {
  Resource: {
    reason: 'FailedGetResourceMetric',
    failure: (spec) =>
      `failed to get ${spec.resource?.name} ${isResource(spec) ? 'utilization' : 'usage'}`,
    answer(env, target, { resource }, settings) {
      if (resource === undefined) throw new MetricError('no resource is named');
      const { proposal, name, current } = resourceAnswer(env, target, resource, settings);
      const status = { type: 'Resource', resource: { name: resource.name, current } };
      return { replicas: proposal.replicas, name, status };
    },
  },
  ContainerResource: {
    reason: 'FailedGetContainerResourceMetric',
    failure: (spec) =>
      `failed to get ${spec.containerResource?.name} ${isResource(spec) ? 'utilization' : 'usage'}`,
    answer(env, target, { containerResource }, settings) {
      if (containerResource === undefined) throw new MetricError('no resource is named');
      const { proposal, name, current } = resourceAnswer(env, target, containerResource, settings);
      const { container } = containerResource;
      const status = {
        type: 'ContainerResource',
        containerResource: { name: containerResource.name, container, current },
      };
      return { replicas: proposal.replicas, name, status };
    },
  },
  Pods: {
    reason: 'FailedGetPodsMetric',
    failure: () => 'failed to get pods metric value',
    answer(env, target, { pods }, settings) {
      if (pods === undefined) throw new MetricError('no metric is named');
      const of = { type: 'pods', selector: target.selector } as const;
      let values: ReturnType<typeof valuesOf>;
      try {
        values = valuesOf(env, target, pods.metric, of);
      } catch (error) {
        if (!(error instanceof MetricError)) throw error;
        throw new MetricError(`unable to get metric ${pods.metric.name}: ${error.message}`);
      }
      const samples = new Map(
        values.map(({ name, value, time }) => [name, { value, time, window: DEFAULT_WINDOW }]),
      );
      const measured = { ...target, samples, now: env.loop.now };
      const goal = milliValue(pods.target.averageValue ?? '0');
      const { replicas, value } = byAverage(measured, '', goal, settings);
      const current = { averageValue: quantity(value) };
      const status = { type: 'Pods', pods: { metric: pods.metric, current } };
      return { replicas, name: `pods metric ${pods.metric.name}`, status };
    },
  },
  Object: {
    reason: 'FailedGetObjectMetric',
    failure: () => 'failed to get object metric value',
    answer(env, target, { object }, settings) {
      if (object === undefined) throw new MetricError('no object is named');
      const { describedObject, metric } = object;
      const { kind, name } = describedObject;
      const [found] = valuesOf(env, target, metric, { type: 'object', kind, name });
      const { replicas, current } = wholeAnswer(target, object.target, found?.value ?? 0, settings);
      const status = { type: 'Object', object: { metric, current, describedObject } };
      return { replicas, name: `${kind} metric ${metric.name}`, status };
    },
  },
  External: {
    reason: 'FailedGetExternalMetric',
    failure: ({ external }) => `failed to get ${external?.metric.name} external metric value`,
    answer(env, target, { external }, settings) {
      if (external === undefined) throw new MetricError('no metric is named');
      const { metric } = external;
      const values = valuesOf(env, target, metric, { type: 'external' });
      const total = values.reduce((sum, { value }) => sum + value, 0);
      const { replicas, current } = wholeAnswer(target, external.target, total, settings);
      const status = { type: 'External', external: { metric, current } };
      const name = `external metric ${metric.name}(${goLabelSelector(metric.selector)})`;
      return { replicas, name, status };
    },
  },
};

/** A value that is measured as a whole: as such, or shared among the replicas. */
function wholeAnswer(
  target: Target,
  goal: MetricTarget,
  value: number,
  settings: CalculatorSettings,
): { readonly replicas: number; readonly current: MetricValueStatus } {
  if (goal.averageValue !== undefined) {
    const aim = milliValue(goal.averageValue);
    const { replicas, value: share } = byShare(target.statusReplicas, value, aim, settings);
    return { replicas, current: { averageValue: quantity(share) } };
  }
  const aim = milliValue(goal.value ?? '0');
  const { replicas } = byValue(target.current, countReady(target.pods), value, aim, settings);
  return { replicas, current: { value: quantity(value) } };
}

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
