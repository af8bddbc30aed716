import type { Node, Pod, Taint } from '../../api/schema/objects';
import { toleratesTaint } from '../../api/toleration';
import { eventNode, eventOldNode } from '../cluster-event';
import { type Plugin, unresolvable } from '../framework';

const UNSCHEDULABLE_REASON = 'node(s) were unschedulable';

const rejection = unresolvable(UNSCHEDULABLE_REASON);
const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function takes(pod: Pod, node: Node): boolean {
  return node.spec.unschedulable !== true || toleratesTaint(pod.spec.tolerations, CORDON);
}

/** A cordoned node takes only Pods that tolerate that. upstream: plugins/nodeunschedulable */
export const nodeUnschedulable: Plugin<undefined> = {
  name: 'NodeUnschedulable',
  isLocal: true,
  filter: ({ pod }, node) =>
    node.unschedulable && !toleratesTaint(pod.spec.tolerations, CORDON) ? rejection : undefined,
  wakesOn: ['NodeAdded', 'NodeUpdated', 'SelfUpdated'],
  wakes(event, { pod }) {
    const node = eventNode(event);
    if (node === undefined) return toleratesTaint(pod.spec.tolerations, CORDON);
    const old = eventOldNode(event);
    return takes(pod, node) && (old === undefined || !takes(pod, old));
  },
};
