import { type Plugin, unschedulable } from '../framework';
import { portsClash } from '../node-info';
import type { HostPort } from '../pod-info';

export const PORTS_REASON = "node(s) didn't have free ports for the requested pod ports";

const rejection = unschedulable(PORTS_REASON);

function clash(wanted: readonly HostPort[], used: readonly HostPort[]): boolean {
  return wanted.some((a) => used.some((b) => portsClash(a, b)));
}

/** A port of the host belongs to one Pod. upstream: plugins/nodeports */
export const nodePorts: Plugin<readonly HostPort[]> = {
  name: 'NodePorts',
  prepare: ({ shape }) => (shape.hostPorts.length === 0 ? 'skip' : { state: shape.hostPorts }),
  filter: (_pod, node, wanted) =>
    node.ports.length > 0 && clash(wanted, node.ports) ? rejection : undefined,
  wakesOn: ['NodeAdded', 'PodGone'],
  wakes: (event, { shape }) =>
    event.type !== 'PodGone' || clash(shape.hostPorts, event.pod.shape.hostPorts),
};
