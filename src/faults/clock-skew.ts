import type { Duration } from '../sim/loop';
import { type Fault, injectFault, machineOf } from './fault';

/**
 * The clock of a node is ahead of the others', or behind them when `ahead` is negative: what its kubelet writes down
 * is off by that. Undone, it is right from then on.
 */
export const clockSkew: Fault<{ readonly node: string; readonly ahead: Duration }> = {
  name: 'clock-skew',
  inject(cluster, options) {
    const { clock } = machineOf(cluster, options.node);
    const { loop } = cluster;
    return injectFault(cluster, clockSkew.name, options, {
      act: () => clock.set(options.ahead, loop.now),
      undo: () => clock.set(0, loop.now),
    });
  },
};
