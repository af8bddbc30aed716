import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import { formatQuantity } from '../api/quantity';
import { parseSelector } from '../api/selector';
import { timestamp } from '../api/timestamp';
import type { MetricQuery, MetricValue } from '../apiserver/aggregation';
import type { GroupVersion } from '../apiserver/discovery';
import { CUSTOM_METRICS, EXTERNAL_METRICS, metricGroups } from '../apiserver/metric-groups';
import type { RestAnswer } from './rest';
import type { Site } from './site';

/** A request for a metric, as its URL says it. */
export interface MetricRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
}

const found = (body: object): RestAnswer => ({ code: 200, body, warnings: [] });

/**
 * Answers the paths of custom and external metrics, of which there are none without an adapter; undefined for all
 * others, and for discovery. upstream: custom-metrics-apiserver
 */
export function answerMetrics(site: Site, request: MetricRequest): RestAnswer | undefined {
  const [root, group = '', version = '', ...rest] = request.path.split('/').slice(1);
  if (root !== 'apis' || rest.length === 0) return undefined;
  if (group !== CUSTOM_METRICS && group !== EXTERNAL_METRICS) return undefined;
  const isServed = (each: GroupVersion) => each.group === group && each.version === version;
  if (!metricGroups(site.server).some(isServed)) return undefined;
  if (request.method !== 'GET') {
    throw new ApiError(
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
      {},
    );
  }
  const parts = rest.map(decodeURIComponent);
  const query = new URLSearchParams(request.query);
  return group === EXTERNAL_METRICS
    ? externalValues(site, parts, query)
    : customValues(site, { version, parts }, query);
}

/** Values are in thousandths, and are rounded up to them. */
function measured({ value, time }: MetricValue): object {
  const nano = BigInt(Math.ceil(value)) * 1_000_000n;
  return { timestamp: timestamp(time), value: formatQuantity({ nano, format: 'DecimalSI' }) };
}

function unknownPath(): ApiError {
  return new ApiError('NotFound', 'the server could not find the requested resource', {});
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
    apiVersion: `${EXTERNAL_METRICS}/v1beta1`,
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
    apiVersion: `${CUSTOM_METRICS}/${version}`,
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
