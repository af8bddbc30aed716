import type { Duration } from '../sim/loop';
import { type Fault, injectFault, machineOf, noticeOfSilence } from './fault';

/** The power of a machine fails: its kubelet and containers are gone at once. Undone, or after the duration, it starts again. */
export const nodeCrash: Fault<{ readonly node: string; readonly duration?: Duration }> = {
  name: 'node-crash',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    const undo = injectFault(cluster, nodeCrash.name, options, {
      act: () => machine.crash(),
      undo: () => machine.recover(),
      noticed: noticeOfSilence(cluster),
    });
    const { node, duration } = options;
    if (duration !== undefined) cluster.loop.after(duration, `node ${node} comes back`, undo);
    return undo;
  },
};
