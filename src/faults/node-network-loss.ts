import { type Fault, injectFault, machineOf, noticeOfSilence } from './fault';

/** A machine loses its network: its containers run on, but neither the API server nor clients reach it. */
export const nodeNetworkLoss: Fault<{ readonly node: string }> = {
  name: 'node-network-loss',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    return injectFault(cluster, nodeNetworkLoss.name, options, {
      act: () => machine.cut(),
      undo: () => machine.heal(),
      noticed: noticeOfSilence(cluster),
    });
  },
};
