import { type HostPort, portsClash } from '../../api/core/host-port';
import { type Plugin, unschedulable } from '../framework';

const PORTS_REASON = "node(s) didn't have free ports for the requested pod ports";

const rejection = unschedulable(PORTS_REASON);

/** A port of the host belongs to one Pod. upstream: plugins/nodeports */
export const nodePorts: Plugin<readonly HostPort[]> = {
  name: 'NodePorts',
  isLocal: true,
  prepare: ({ shape }) => (shape.hostPorts.length === 0 ? 'skip' : { state: shape.hostPorts }),
  filter: (_pod, node, wanted) =>
    node.ports.length > 0 && portsClash(wanted, node.ports) ? rejection : undefined,
  wakesOn: ['NodeAdded', 'PodGone'],
  wakes: (event, { shape }) =>
    event.type !== 'PodGone' || portsClash(shape.hostPorts, event.pod.shape.hostPorts),
};
