import type { Duration } from '../sim/loop';
import { type Fault, injectFault, machineOf, noticeOfSilence } from './fault';

/** A machine is switched off in order: its kubelet ends the Pods first. Undone, it is switched on again. */
export const nodeShutdown: Fault<{ readonly node: string; readonly grace: Duration }> = {
  name: 'node-shutdown',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    return injectFault(cluster, nodeShutdown.name, options, {
      act: () => machine.shutDown(options.grace),
      undo: () => {
        machine.crash();
        machine.recover();
      },
      noticed: options.grace + noticeOfSilence(cluster),
    });
  },
};
