import type { Duration } from '../sim/loop';
import { type Fault, injectFault } from './fault';
import { programOf } from './process-crash';

/** News of all changes reaches a program so much later; with `span` it ends by itself. */
export const watchLag: Fault<{
  readonly process: string;
  readonly by: Duration;
  readonly span?: Duration;
}> = {
  name: 'watch-lag',
  inject(cluster, options) {
    const { by, span } = options;
    const { links } = programOf(cluster, options.process);
    const undo = injectFault(cluster, watchLag.name, options, {
      act: () => {
        for (const link of links) link.delay += by;
      },
      undo: () => {
        for (const link of links) link.delay -= by;
      },
    });
    if (span !== undefined) cluster.loop.after(span, 'watches keep up again', undo);
    return undo;
  },
};
