import type { Duration } from '../sim/loop';
import { type Fault, injectFault } from './fault';
import { programOf } from './process-crash';

/**
 * A program's watches hear nothing, while its requests are answered: it acts on what it knew. Undone, or after
 * `span`, it lists everything anew.
 */
export const watchCut: Fault<{ readonly process: string; readonly span?: Duration }> = {
  name: 'watch-cut',
  inject(cluster, options) {
    const { span } = options;
    // what is cut already is somebody else's to heal
    const links = programOf(cluster, options.process).links.filter((link) => link.connected);
    const undo = injectFault(cluster, watchCut.name, options, {
      act: () => {
        for (const link of links) link.cut();
      },
      undo: () => {
        for (const link of links) link.heal();
      },
    });
    if (span !== undefined) cluster.loop.after(span, 'watches are whole again', undo);
    return undo;
  },
};
