import { TAKEOVER_MAX } from '../runtime/leader-election';
import { type Fault, injectFault } from './fault';

/**
 * The process of a control plane's program that works (the leader, when there are several) dies with all its
 * memory; undone, it starts anew.
 */
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
      ...(process.isReplicated ? { noticed: TAKEOVER_MAX } : {}),
    });
  },
};
