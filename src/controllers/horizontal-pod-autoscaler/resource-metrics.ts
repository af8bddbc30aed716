import { isApiError } from '../../api/errors';
import { PodMetricsKind } from '../../api/metrics';
import { milliValue } from '../../api/quantity';
import type {
  MetricSpec,
  MetricTarget,
  MetricValueStatus,
  PodMetrics,
} from '../../api/schema/objects';
import { parseTimestamp } from '../../api/timestamp';
import type { Env } from '../../runtime/env';
import { DEFAULT_WINDOW, quantity, type Source, type Target } from './metric-source';
import {
  byAverage,
  byUtilization,
  type CalculatorSettings,
  type Measured,
  MetricError,
  type Proposal,
  type Sample,
} from './replicas';

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
    const wanted = new Set(target.pods.map(({ metadata }) => metadata.name));
    const found = env.api
      .list(PodMetricsKind, { namespace, labels: target.selector })
      .items.filter(({ metadata }) => wanted.has(metadata.name));
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

function isResource(spec: MetricSpec): boolean {
  return (spec.resource ?? spec.containerResource)?.target.averageValue === undefined;
}

/** What containers use, as the metrics server tells it. */
export const resourceSources: Readonly<Record<string, Source>> = {
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
};
