import { ApiError } from '../api/errors';
import type { Gate } from '../apiserver/request';
import type { Cluster } from '../cluster';
import type { Link } from '../runtime/link';
import type { Duration } from '../sim/loop';
import { type Fault, injectFault } from './fault';

const MESSAGE = 'the server is currently unable to handle the request';

/** The wires of all that is connected to the API server now. */
function linksOf(cluster: Cluster): Link[] {
  const machines = [...cluster.machines.values()].filter((machine) => machine.isConnected);
  const links = [
    cluster.controllerManager.link,
    cluster.scheduler.link,
    ...machines.map((machine) => machine.link),
  ];
  return links.filter((link) => link.connected);
}

/** No request is answered and no watch hears anything; with a duration it ends by itself. */
export const apiServerUnavailable: Fault<{ readonly duration?: Duration }> = {
  name: 'api-server-unavailable',
  inject(cluster, options) {
    const { gates } = cluster.server;
    const gate: Gate = () => {
      throw new ApiError('ServiceUnavailable', MESSAGE);
    };
    const links = linksOf(cluster);
    const { duration } = options;
    const undo = injectFault(cluster, apiServerUnavailable.name, options, {
      act: () => {
        gates.push(gate);
        for (const link of links) link.cut();
      },
      undo: () => {
        gates.splice(gates.indexOf(gate), 1);
        for (const link of links) link.heal();
      },
    });
    if (duration !== undefined) cluster.loop.after(duration, 'API server comes back', undo);
    return undo;
  },
};
