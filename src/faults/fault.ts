import { noneCalled } from '../api/edit-distance';
import type { Cluster } from '../cluster';
import type { Machine } from '../kubelet/machine';
import type { Duration } from '../sim/loop';

/** Something that goes wrong. `inject` makes it happen now, and returns how to undo it. */
export interface Fault<O> {
  readonly name: string;
  inject(cluster: Cluster, options: O): () => void;
}

/** What a trace entry of type `fault` says. */
export interface FaultEntry {
  readonly fault: string;
  readonly state: 'begins' | 'ends';
  readonly options: unknown;
}

/** What one fault does, and how that is undone; nothing to undo when it happens at one moment. */
interface Deed {
  readonly act: () => void;
  readonly undo?: () => void;
  /** How long it takes at most until others must have noticed: nobody may call the world quiet before. */
  readonly noticed?: Duration;
}

/** Makes a fault happen and writes it into the trace, as the cause of all that follows; so with its end. */
export function injectFault(
  cluster: Cluster,
  fault: string,
  options: unknown,
  { act, undo, noticed }: Deed,
): () => void {
  note(cluster, { fault, state: 'begins', options }, act);
  const timer =
    noticed === undefined
      ? undefined
      : cluster.loop.after(noticed, `consequences of ${fault}`, () => undefined);
  let over = undo === undefined;
  return () => {
    if (over) return;
    over = true;
    timer?.cancel();
    note(cluster, { fault, state: 'ends', options }, () => undo?.());
  };
}

function note({ loop, trace }: Cluster, entry: FaultEntry, act: () => void): void {
  loop.causedBy(trace.append('fault', 'fault', entry), act);
}

/** How long the control plane may take to notice that a node is silent. */
export function noticeOfSilence({ settings }: Cluster): Duration {
  return settings.nodeMonitorGracePeriod + settings.nodeMonitorPeriod + settings.leaseRenewal;
}

/** The machine of that name; an error that names those that there are, when there is none. */
export function machineOf(cluster: Cluster, node: string): Machine {
  const machine = cluster.machines.get(node);
  if (machine !== undefined) return machine;
  throw new Error(noneCalled('node', node, [...cluster.machines.keys()]));
}
