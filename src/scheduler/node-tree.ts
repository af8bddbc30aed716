import type { NodeInfo } from './node-info';

const ZONE = 'topology.kubernetes.io/zone';
const REGION = 'topology.kubernetes.io/region';

function zoneOf(node: NodeInfo): string {
  return `${node.labels[REGION] ?? ''}:${node.labels[ZONE] ?? ''}`;
}

/**
 * The nodes in the order in which the scheduler goes through them: one of each zone in turn, zones and nodes
 * in order of arrival. upstream: scheduler/internal/cache nodeTree
 */
export function interleaveZones(nodes: Iterable<NodeInfo>): NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  let count = 0;
  for (const node of nodes) {
    const zone = zoneOf(node);
    const members = zones.get(zone);
    if (members === undefined) zones.set(zone, [node]);
    else members.push(node);
    count++;
  }
  const order: NodeInfo[] = [];
  for (let turn = 0; order.length < count; turn++) {
    for (const members of zones.values()) {
      const node = members[turn];
      if (node !== undefined) order.push(node);
    }
  }
  return order;
}
