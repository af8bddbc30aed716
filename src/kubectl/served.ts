import { NodeMetricsKind, PodMetricsKind } from '../api/metrics';
import { builtInResources, type Served } from '../apiserver/discovery';
import type { Session } from './session';

/** The resources that the server has now, those of its add-ons and of custom resources among them. */
export function servedResources({ target }: Session): Served {
  const active = [PodMetricsKind, NodeMetricsKind].filter((kind) =>
    target.server.aggregation.serves(kind),
  );
  const names = new Set(active.flatMap(({ addon = '' }) => [addon]));
  return [...builtInResources(names), ...target.server.kinds.published];
}
