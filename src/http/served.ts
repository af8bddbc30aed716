import type { Kind } from '../api/kind';
import { NodeMetricsKind, PodMetricsKind } from '../api/metrics';
import { builtInResources, type Served, type ServedResource } from '../apiserver/discovery';
import type { ApiServer } from '../apiserver/server';
import { clockResource } from './clock-resource';
import { withLegacyApis } from './legacy';

/** The add-ons that serve a kind under the API server's roof, by the name that the schema gives them. */
const AGGREGATED: readonly Kind[] = [PodMetricsKind, NodeMetricsKind] as readonly Kind[];

/**
 * What a server serves now: the kinds of Kubernetes, those of its add-ons and of custom resources, our own clock and, when they are asked for,
 * old versions. The same list as before while nothing has changed, so that documents written of it may be kept.
 */
export function servedBy(server: ApiServer, legacyApis: boolean): () => Served {
  let known:
    | { readonly addOns: string; readonly custom: Served; readonly served: Served }
    | undefined;
  return () => {
    const active = AGGREGATED.filter((kind) => server.aggregation.serves(kind));
    const addOns = active.map(({ id }) => id).join();
    const custom = server.kinds.published;
    if (known?.addOns === addOns && known.custom === custom) return known.served;
    const names = new Set(active.flatMap(({ addon = '' }) => [addon]));
    const today: readonly ServedResource[] = [...builtInResources(names), ...custom, clockResource];
    known = { addOns, custom, served: legacyApis ? withLegacyApis(today) : today };
    return known.served;
  };
}
