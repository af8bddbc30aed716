import type { Time } from '../../sim/loop';
import type { Recording } from './format';

/** The pace of the recordings' node controller and of their kubelets' Leases, in milliseconds. */
const MONITOR_PERIOD = 1000;
export const LEASE_PERIOD = 2500;
const GRACE = 8000;
/** All clocks of the controllers have struck together after so long: rounds of 1 s, 15 s, 20 s and the like. */
export const CONTROL_PERIOD = 60_000;
/** After so long a change of a volume has no other cause than a round. */
const QUIET = 1000;
/** From the beginning of a round to its first write. */
const ROUND_WORK = 5;

/**
 * Where in their periods the clocks of a recording stood when it began. It does not tell, but shows it: a node
 * is found silent in a round of the node controller, and its last Lease was seen between eight and nine
 * seconds before; Pods of a node that is gone go in a round of their garbage collector.
 */
export interface Phases {
  /** When the controllers' clocks strike, in milliseconds since the recording began. */
  readonly control: Time;
  /** A renewal of the nodes' Leases. */
  readonly lease: Time;
}

export function phasesOf(recording: Recording): Phases {
  const collected = roundOfCollector(recording);
  const silent = recording.trace.find(({ kind, d }) => kind === 'Node' && d?.ready === 'Unknown');
  const monitor = silent === undefined ? undefined : silent.T - ROUND_WORK;
  return {
    control: collected ?? monitor ?? roundOfVolumes(recording) ?? 0,
    lease: ((monitor ?? 0) - GRACE - MONITOR_PERIOD / 2) % LEASE_PERIOD,
  };
}

/** When the Pods of a deleted node went. */
function roundOfCollector({ scenario, trace }: Recording): Time | undefined {
  const step = scenario.steps.findIndex(({ deleteNode }) => deleteNode !== undefined);
  const gone = trace.find((t) => t.step === step && t.kind === 'Pod' && t.type === 'DELETED');
  return gone === undefined ? undefined : gone.T - ROUND_WORK;
}

/** When a volume was found for a claim that waited for one, though nothing else had happened. */
function roundOfVolumes({ trace }: Recording): Time | undefined {
  const volumes = trace.filter(({ kind }) => kind.startsWith('PersistentVolume'));
  const found = volumes.find(({ type, d, T }, index) => {
    const before = volumes[index - 1];
    const isNews = before === undefined || T - before.T < QUIET;
    return type === 'MODIFIED' && typeof d?.claim === 'string' && !isNews;
  });
  return found === undefined ? undefined : found.T - ROUND_WORK;
}

/** The last moment before `time` at which a clock of this period and phase strikes. */
export function strikeBefore(time: Time, phase: Time, period: number): Time {
  return time - ((((time - phase) % period) + period) % period);
}
