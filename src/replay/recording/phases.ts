import type { Time } from '../../sim/loop';
import type { Recording } from './format';

/** The pace of the recordings' node controller and of their kubelets' Leases, in milliseconds. */
const MONITOR_PERIOD = 1000;
export const LEASE_PERIOD = 2500;
const GRACE = 8000;

/**
 * Where in their periods the clocks of a recording stood when it began. It does not tell, but shows it: a node
 * is found silent in a round of the node controller, and its last Lease was seen between eight and nine
 * seconds before. Undefined when no node fell silent.
 */
export interface Phases {
  /** A round of the node controller, in milliseconds since the recording began. */
  readonly monitor: Time;
  /** A renewal of the nodes' Leases. */
  readonly lease: Time;
}

export function phasesOf({ trace }: Recording): Phases | undefined {
  const silent = trace.find(({ kind, d }) => kind === 'Node' && d?.ready === 'Unknown');
  if (silent === undefined) return undefined;
  const monitor = silent.T - ROUND_WORK;
  return {
    monitor: monitor % MONITOR_PERIOD,
    lease: (monitor - GRACE - MONITOR_PERIOD / 2) % LEASE_PERIOD,
  };
}

/** From the beginning of a round to its first write. */
const ROUND_WORK = 5;

/** The last moment before `time` at which a clock of this period and phase strikes. */
export function strikeBefore(time: Time, phase: Time, period: number): Time {
  return time - ((((time - phase) % period) + period) % period);
}
