import type { Node } from '../api/schema/objects';
import type { ClusterEvent } from './framework';

/** The node of a node's event. */
export function eventNode(event: ClusterEvent): Node | undefined {
  return 'node' in event ? event.node : undefined;
}

/** The node before the change; undefined when it is new or the event is of something else. */
export function eventOldNode(event: ClusterEvent): Node | undefined {
  return event.type === 'NodeUpdated' ? event.old : undefined;
}
