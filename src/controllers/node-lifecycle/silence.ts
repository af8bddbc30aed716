import { conditionOf } from '../../api/condition';
import type { Node, NodeCondition } from '../../api/schema/objects';

/** Conditions that become Unknown when a node falls silent. */
const WATCHED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** The conditions of a node of which nothing was heard for too long; `now` is a timestamp. upstream: tryUpdateNodeHealth */
export function unknownConditions({ metadata, status }: Node, now: string): NodeCondition[] {
  const conditions: NodeCondition[] = [...(status.conditions ?? [])];
  for (const type of WATCHED) {
    const index = conditions.findIndex((c) => c.type === type);
    const known = conditions[index];
    if (known === undefined) {
      conditions.push({
        type,
        status: 'Unknown',
        reason: 'NodeStatusNeverUpdated',
        message: 'Kubelet never posted node status.',
        lastHeartbeatTime: metadata.creationTimestamp,
        lastTransitionTime: now,
      });
    } else if (known.status !== 'Unknown') {
      conditions[index] = {
        ...known,
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
        lastTransitionTime: now,
      };
    }
  }
  return conditions;
}

/** When the kubelet last spoke of the condition Ready; a controller's Unknown is no sign of life. */
export function heartbeatOf({ status }: Node): string | null | undefined {
  const ready = conditionOf(status.conditions, 'Ready');
  return ready?.status === 'Unknown' ? undefined : ready?.lastHeartbeatTime;
}
