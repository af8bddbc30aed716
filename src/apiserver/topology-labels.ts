import { Nodes } from '../api/core/node';
import type { Store } from './store';

const TOPOLOGY = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** Where a node is, as its labels say; nothing of a node that is not there. */
export function topologyLabels(store: Store, node: string): Readonly<Record<string, string>> {
  const labels = store.find(Nodes, { name: node })?.metadata.labels ?? {};
  return Object.fromEntries(
    TOPOLOGY.flatMap((key) => {
      const value = labels[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
