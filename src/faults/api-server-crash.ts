import { apiServerUnavailable } from './api-server-unavailable';
import { type Fault, injectFault } from './fault';

/**
 * One of the API servers dies. Its clients go on at the others, where their watches continue; when it was the last
 * one, no request is answered. Undone, it starts anew, as another holder of its host's Lease.
 */
export const apiServerCrash: Fault<{ readonly host: string }> = {
  name: 'api-server-crash',
  inject(cluster, options) {
    const { apiServers } = cluster.controlPlane;
    const server = apiServers.get(options.host);
    if (server === undefined) {
      const hosts = [...apiServers.keys()].join(', ');
      throw new Error(`there is no API server on "${options.host}"; there are: ${hosts}`);
    }
    let open: (() => void) | undefined;
    return injectFault(cluster, apiServerCrash.name, options, {
      act: () => {
        server.stop();
        const isLast = [...apiServers.values()].every(({ running }) => !running);
        if (isLast) open = apiServerUnavailable.inject(cluster, {});
      },
      undo: () => {
        open?.();
        server.start();
      },
    });
  },
};
