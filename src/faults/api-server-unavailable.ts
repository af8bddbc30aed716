import { ApiError } from '../api/errors';
import type { Duration } from '../sim/loop';
import { type Fault, injectFault } from './fault';
import { closeGate } from './outage';

const MESSAGE = 'the server is currently unable to handle the request';

/** No request is answered and no watch hears anything; with a duration it ends by itself. */
export const apiServerUnavailable: Fault<{ readonly duration?: Duration }> = {
  name: 'api-server-unavailable',
  inject(cluster, options) {
    const { links } = cluster;
    const { duration } = options;
    let open: (() => void) | undefined;
    const undo = injectFault(cluster, apiServerUnavailable.name, options, {
      act: () => {
        open = closeGate(cluster, () => {
          throw new ApiError('ServiceUnavailable', MESSAGE);
        });
        for (const link of links) link.cut();
      },
      undo: () => {
        open?.();
        for (const link of links) link.heal(true);
      },
    });
    if (duration !== undefined) cluster.loop.after(duration, 'API server comes back', undo);
    return undo;
  },
};
