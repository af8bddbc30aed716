import type { Duration } from '../sim/loop';
import { type Fault, injectFault, machineOf, noticeOfSilence } from './fault';

/** A machine loses its network: its containers run on, but neither the API server nor clients reach it. It ends with the duration. */
export const nodeNetworkLoss: Fault<{ readonly node: string; readonly duration?: Duration }> = {
  name: 'node-network-loss',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    const undo = injectFault(cluster, nodeNetworkLoss.name, options, {
      act: () => machine.cut(),
      undo: () => machine.heal(),
      noticed: noticeOfSilence(cluster),
    });
    const { node, duration } = options;
    if (duration !== undefined) cluster.loop.after(duration, `node ${node} comes back`, undo);
    return undo;
  },
};
