import { isApiError } from '../../api/errors';
import { goLabelSelector } from '../../api/go-selector';
import { milliValue } from '../../api/quantity';
import type {
  LabelSelector,
  MetricIdentifier,
  MetricTarget,
  MetricValueStatus,
} from '../../api/schema/objects';
import type { Requirement } from '../../api/selector';
import type { MetricQuery, MetricValue } from '../../apiserver/aggregation';
import type { Env } from '../../runtime/env';
import { DEFAULT_WINDOW, quantity, type Source, type Target } from './metric-source';
import {
  byAverage,
  byShare,
  byValue,
  type CalculatorSettings,
  countReady,
  MetricError,
} from './replicas';

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

/** Where a metric is looked for, and what an error says before and after its cause. */
interface Question {
  readonly of: MetricQuery['of'];
  readonly failed: string;
  readonly about?: string;
}

/** The values of a metric, at least one. upstream: replica calculator and its metrics client */
function valuesOf(
  env: Env,
  target: Target,
  metric: MetricIdentifier,
  { of, failed, about = '' }: Question,
): readonly MetricValue[] {
  const namespace = target.hpa.metadata.namespace ?? '';
  const labels = requirements(metric.selector);
  const api = of.type === 'external' ? 'external' : 'custom';
  try {
    const values = env.api.metric({ namespace, metric: metric.name, labels, of });
    if (values.length > 0) return values;
    throw new MetricError(`no metrics returned from ${api} metrics API`);
  } catch (error) {
    if (!isApiError(error) && !(error instanceof MetricError)) throw error;
    const why = isApiError(error)
      ? `unable to fetch metrics from ${api} metrics API: ${error.message}`
      : error.message;
    throw new MetricError(`${failed}: ${about}${why}`);
  }
}

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

/** What an adapter tells of Pods, of one object, or of something outside the cluster. */
export const customSources: Readonly<Record<string, Source>> = {
  Pods: {
    reason: 'FailedGetPodsMetric',
    failure: () => 'failed to get pods metric value',
    answer(env, target, { pods }, settings) {
      if (pods === undefined) throw new MetricError('no metric is named');
      const values = valuesOf(env, target, pods.metric, {
        of: { type: 'pods', selector: target.selector },
        failed: `unable to get metric ${pods.metric.name}`,
      });
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
      // the words stand in this order upstream as well
      const [found] = valuesOf(env, target, metric, {
        of: { type: 'object', kind, name },
        failed: `unable to get metric ${metric.name}`,
        about: `${kind} on ${target.hpa.metadata.namespace} ${name}/`,
      });
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
      const selector = goLabelSelector(metric.selector);
      const values = valuesOf(env, target, metric, {
        of: { type: 'external' },
        failed: `unable to get external metric ${target.hpa.metadata.namespace}/${metric.name}/${selector}`,
      });
      const total = values.reduce((sum, { value }) => sum + value, 0);
      const { replicas, current } = wholeAnswer(target, external.target, total, settings);
      const status = { type: 'External', external: { metric, current } };
      const name = `external metric ${metric.name}(${selector})`;
      return { replicas, name, status };
    },
  },
};
