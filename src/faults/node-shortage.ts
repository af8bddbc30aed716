import type { Scarce } from '../kubelet/machine';
import { type Fault, injectFault, machineOf } from './fault';

/** Something beside the Pods takes nearly all that a machine has left of memory, disk or process IDs. */
export const nodeShortage: Fault<{ readonly node: string; readonly of: Scarce }> = {
  name: 'node-shortage',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    return injectFault(cluster, nodeShortage.name, options, {
      act: () => machine.runShortOf(options.of),
      undo: () => machine.hasEnoughOf(options.of),
    });
  },
};
