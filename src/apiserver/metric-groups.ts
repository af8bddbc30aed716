import type { GroupVersion, ServedResource } from './discovery';
import type { ApiServer } from './server';

export const CUSTOM_METRICS = 'custom.metrics.k8s.io';
export const EXTERNAL_METRICS = 'external.metrics.k8s.io';

/** In the order of preference. upstream: custom-metrics-apiserver */
const VERSIONS: readonly (readonly [group: string, version: string])[] = [
  [CUSTOM_METRICS, 'v1beta2'],
  [CUSTOM_METRICS, 'v1beta1'],
  [EXTERNAL_METRICS, 'v1beta1'],
];

/**
 * The groups of custom and external metrics, whose resources are the metrics that there are, as `pods/requests`;
 * none without an adapter.
 */
export function metricGroups({ aggregation, kinds }: ApiServer): readonly GroupVersion[] {
  if (!aggregation.servesMetrics) return [];
  const names = { custom: new Set<string>(), external: new Set<string>() };
  for (const { metric, of } of aggregation.metrics()) {
    if (of === 'external') names.external.add(metric);
    else names.custom.add(`${kinds.find(of)?.id ?? of}/${metric}`);
  }
  return VERSIONS.map(([group, version]) => {
    const [all, kind] =
      group === EXTERNAL_METRICS
        ? [names.external, 'ExternalMetricValueList']
        : [names.custom, 'MetricValueList'];
    const resources = [...all].sort().map((name) => resourceOf(name, { group, version, kind }));
    return { group, version, resources };
  });
}

function resourceOf(
  plural: string,
  of: Pick<ServedResource, 'group' | 'version' | 'kind'>,
): ServedResource {
  return {
    ...of,
    plural,
    listKind: null,
    singular: '',
    shortNames: [],
    categories: [],
    namespaced: true,
    verbs: ['get'],
    storage: null,
    type: of.kind,
  };
}
