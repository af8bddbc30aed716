import { ApiError } from '../api/errors';
import type { Duration } from '../sim/loop';
import { type Fault, injectFault } from './fault';
import { closeGate } from './outage';

/** What etcd says when its members do not agree in time. upstream: etcd api/v3rpc/rpctypes */
const MESSAGE = 'etcdserver: request timed out';
/** The API server answers these from its watch cache. */
const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

/** etcd has lost its quorum: what is known can be read, nothing can be written. With a duration it ends by itself. */
export const storeUnavailable: Fault<{ readonly duration?: Duration }> = {
  name: 'store-unavailable',
  inject(cluster, options) {
    const { duration } = options;
    let open: (() => void) | undefined;
    const undo = injectFault(cluster, storeUnavailable.name, options, {
      act: () => {
        open = closeGate(cluster, ({ verb }) => {
          if (!READS.has(verb)) throw new ApiError('Unknown', MESSAGE);
        });
      },
      undo: () => open?.(),
    });
    if (duration !== undefined) cluster.loop.after(duration, 'etcd comes back', undo);
    return undo;
  },
};
