import { type Fault, injectFault } from './fault';

/** A process of the control plane dies with all its memory; undone, it starts anew. */
export const processCrash: Fault<{
  readonly process: 'kube-controller-manager' | 'kube-scheduler';
}> = {
  name: 'process-crash',
  inject(cluster, options) {
    const isScheduler = options.process === 'kube-scheduler';
    const process = isScheduler ? cluster.scheduler : cluster.controllerManager;
    return injectFault(cluster, processCrash.name, options, {
      act: () => process.stop(),
      undo: () => process.start(),
    });
  },
};
