import { type Fault, injectFault, machineOf, noticeOfSilence } from './fault';

/** The power of a machine fails: its kubelet and containers are gone at once. Undone, it starts again. */
export const nodeCrash: Fault<{ readonly node: string }> = {
  name: 'node-crash',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    return injectFault(cluster, nodeCrash.name, options, {
      act: () => machine.crash(),
      undo: () => machine.recover(),
      noticed: noticeOfSilence(cluster),
    });
  },
};
