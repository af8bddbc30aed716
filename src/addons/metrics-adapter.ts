import { ApiError } from '../api/errors';
import { matchesRequirements } from '../api/selector';
import type { MetricQuery, MetricValue } from '../apiserver/aggregation';
import type { Time } from '../sim/loop';
import type { AddOn } from './add-on';
import type { Gauges, Series, Subject } from './gauges';

/** The values that one series has for a query; none when the query is about something else. */
function answersOf(
  { subject, value, labels }: Series,
  query: MetricQuery,
  time: Time,
): MetricValue[] {
  const { of, namespace } = query;
  if (of.type === 'pods' && subject.type === 'pods') {
    const pods = subject.carriers();
    const part = value / pods.length;
    return pods
      .filter(({ metadata }) => metadata.namespace === namespace)
      .filter(({ metadata }) => matchesRequirements(of.selector, metadata.labels ?? {}))
      .map(({ metadata }) => ({ name: metadata.name, value: part, time }));
  }
  if (subject.type === 'pods' || subject.namespace !== namespace) return [];
  if (of.type === 'external' && subject.type === 'external')
    return [{ name: '', value, time, labels }];
  if (of.type === 'object' && subject.type === 'object') {
    const isMeant = subject.kind === of.kind && subject.name === of.name;
    return isMeant ? [{ name: of.name, value, time }] : [];
  }
  return [];
}

function valuesFor(gauges: Gauges, query: MetricQuery, time: Time): readonly MetricValue[] {
  const found: MetricValue[] = [];
  for (const series of gauges.of(query.metric)) {
    if (!matchesRequirements(query.labels, series.labels)) continue;
    found.push(...answersOf(series, query, time));
  }
  return found;
}

/** What was asked for, as the adapter's error names it. upstream: custom-metrics-apiserver, provider errors */
function subjectOf({ of }: MetricQuery): string {
  return of.type === 'object' ? `${of.kind.toLowerCase()}s ${of.name}` : 'pods';
}

function wordOf(subject: Subject): string {
  if (subject.type === 'object') return subject.kind;
  return subject.type === 'pods' ? 'Pod' : 'external';
}

/** Serves custom.metrics.k8s.io and external.metrics.k8s.io to autoscalers and whoever asks, from what a monitoring system has measured. */
export const metricsAdapter: AddOn = {
  name: 'metrics-adapter',
  install({ server, loop, gauges }) {
    server.aggregation.serveMetrics({
      *metrics() {
        for (const { metric, subject } of gauges.all()) yield { metric, of: wordOf(subject) };
      },
      values(query) {
        const values = valuesFor(gauges, query, loop.now);
        // an external metric without a series is an empty list; a custom one is not there
        if (values.length > 0 || query.of.type === 'external') return values;
        throw new ApiError(
          'NotFound',
          `the server could not find the metric ${query.metric} for ${subjectOf(query)}`,
        );
      },
    });
  },
};
