import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { formatQuantity } from '../api/quantity';
import { parseSelector } from '../api/selector';
import { timestamp } from '../api/timestamp';
import type { MetricQuery, MetricValue } from '../apiserver/aggregation';
import type { RestAnswer } from './rest';
import type { Site } from './site';

const CUSTOM = 'custom.metrics.k8s.io';
const EXTERNAL = 'external.metrics.k8s.io';
const VERSIONS: Readonly<Record<string, readonly string[]>> = {
  [CUSTOM]: ['v1beta2', 'v1beta1'],
  [EXTERNAL]: ['v1beta1'],
};

/** A request for a metric, as its URL says it. */
export interface MetricRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

const found = (body: object): RestAnswer => ({ code: 200, body, warnings: [] });

/**
 * Answers the paths of custom.metrics.k8s.io and external.metrics.k8s.io, of which there are none without an adapter;
 * undefined for all others. upstream: custom-metrics-apiserver
 */
export function answerMetrics(site: Site, request: MetricRequest): RestAnswer | undefined {
  const [root, group = '', version, ...rest] = request.path.split('/').slice(1);
  const versions = VERSIONS[group];
  if (root !== 'apis' || versions === undefined || !site.server.aggregation.servesMetrics)
    return undefined;
  if (version === undefined) return found(groupOf(group, versions));
  if (!versions.includes(version)) return undefined;
  if (rest.length === 0) return found(metricsOf(site, group, version));
  if (request.method !== 'GET') {
    throw new ApiError(
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    );
  }
  const parts = rest.map(decodeURIComponent);
  const query = new URLSearchParams(request.query);
  return group === EXTERNAL
    ? externalValues(site, parts, query)
    : customValues(site, { version, parts }, query);
}

function groupOf(name: string, versions: readonly string[]): object {
  const all = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { kind: 'APIGroup', apiVersion: 'v1', name, versions: all, preferredVersion: all[0] };
}

/** Which metrics there are, as resources of what they are about. */
function metricsOf({ server }: Site, group: string, version: string): object {
  const kind = group === EXTERNAL ? 'ExternalMetricValueList' : 'MetricValueList';
  const names = new Set<string>();
  for (const { metric, of } of server.aggregation.metrics()) {
    if ((of === 'external') !== (group === EXTERNAL)) continue;
    names.add(of === 'external' ? metric : `${server.kinds.find(of)?.id ?? of}/${metric}`);
  }
  const resources = [...names].sort().map((name) => ({
    name,
    singularName: '',
    namespaced: true,
    kind,
    verbs: ['get'],
  }));
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: `${group}/${version}`,
    resources,
  };
}

/** Values are in thousandths, and are rounded up to them. */
function measured({ value, time }: MetricValue): object {
  const nano = BigInt(Math.ceil(value)) * 1_000_000n;
  return { timestamp: timestamp(time), value: formatQuantity({ nano, format: 'DecimalSI' }) };
}

function unknownPath(): ApiError {
  return new ApiError('NotFound', 'the server could not find the requested resource');
}

function externalValues(
  { server }: Site,
  parts: readonly string[],
  query: URLSearchParams,
): RestAnswer {
  const [word, namespace = '', metric = '', ...more] = parts;
  if (word !== 'namespaces' || metric === '' || more.length > 0) throw unknownPath();
  const labels = parseSelector(query.get('labelSelector') ?? '');
  const values = server.aggregation.metric({
    namespace,
    metric,
    labels,
    of: { type: 'external' },
  });
  return found({
    kind: 'ExternalMetricValueList',
    apiVersion: `${EXTERNAL}/v1beta1`,
    metadata: {},
    items: values.map((each) => ({
      metricName: metric,
      metricLabels: each.labels ?? {},
      ...measured(each),
    })),
  });
}

/** What a custom metric is about: a Pod by name, all that a selector takes, or one other object. */
function subjectOf(kind: Kind, name: string, query: URLSearchParams): MetricQuery['of'] {
  if (kind.kind !== 'Pod') return { type: 'object', kind: kind.kind, name };
  return { type: 'pods', selector: parseSelector(query.get('labelSelector') ?? '') };
}

function customValues(
  { server }: Site,
  { version, parts }: { readonly version: string; readonly parts: readonly string[] },
  query: URLSearchParams,
): RestAnswer {
  const [word, namespace = '', resource = '', name = '', metric = '', ...more] = parts;
  const kind = server.kinds.find(resource);
  if (word !== 'namespaces' || metric === '' || more.length > 0 || kind === undefined)
    throw unknownPath();
  const labels = parseSelector(query.get('metricLabelSelector') ?? '');
  const of = subjectOf(kind, name, query);
  const all = server.aggregation.metric({ namespace, metric, labels, of });
  const values = all.filter((each) => name === '*' || each.name === name);
  if (values.length === 0) {
    throw new ApiError(
      'NotFound',
      `the server could not find the metric ${metric} for ${kind.plural} ${name}`,
    );
  }
  const named =
    version === 'v1beta2'
      ? { metric: { name: metric, selector: null } }
      : { metricName: metric, selector: null };
  return found({
    kind: 'MetricValueList',
    apiVersion: `${CUSTOM}/${version}`,
    metadata: {},
    items: values.map((each) => ({
      describedObject: {
        kind: kind.kind,
        namespace,
        name: each.name,
        apiVersion: `${kind.group}/${kind.version}`,
      },
      ...named,
      ...measured(each),
    })),
  });
}
