import { ApiError } from '../api/errors';
import type { Gate } from '../apiserver/request';
import type { Duration } from '../sim/loop';
import { type Fault, injectFault } from './fault';

const MESSAGE = 'the server is currently unable to handle the request';

/** No request is answered and no watch hears anything; with a duration it ends by itself. */
export const apiServerUnavailable: Fault<{ readonly duration?: Duration }> = {
  name: 'api-server-unavailable',
  inject(cluster, options) {
    const { gates } = cluster.server;
    const gate: Gate = () => {
      throw new ApiError('ServiceUnavailable', MESSAGE);
    };
    const { links } = cluster;
    const { duration } = options;
    const undo = injectFault(cluster, apiServerUnavailable.name, options, {
      act: () => {
        gates.push(gate);
        for (const link of links) link.cut();
      },
      undo: () => {
        gates.splice(gates.indexOf(gate), 1);
        for (const link of links) link.heal(true);
      },
    });
    if (duration !== undefined) cluster.loop.after(duration, 'API server comes back', undo);
    return undo;
  },
};
