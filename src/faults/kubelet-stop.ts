import { type Fault, injectFault, machineOf, noticeOfSilence } from './fault';

/** The kubelet of a machine stops; its containers run on. Undone, it starts and finds what runs. */
export const kubeletStop: Fault<{ readonly node: string }> = {
  name: 'kubelet-stop',
  inject(cluster, options) {
    const machine = machineOf(cluster, options.node);
    return injectFault(cluster, kubeletStop.name, options, {
      act: () => machine.stopKubelet(),
      undo: () => machine.startKubelet(),
      noticed: noticeOfSilence(cluster),
    });
  },
};
