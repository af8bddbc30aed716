import { wholeValue } from '../api/quantity';
import type { Pod } from '../api/schema/objects';

/** What a machine may run short of. */
export type Scarce = 'memory' | 'disk' | 'pids';

/** One row of a node's conditions that is not as it should be. */
export interface Trouble {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** How a kubelet deals with one thing that a machine may run short of. */
export interface ShortageRule {
  /** As messages name it. */
  readonly resource: string;
  /** Pods are evicted when less than so much is left; a part of the capacity when below 1. */
  readonly threshold: number;
  readonly trouble: Trouble;
  /** The Events of the node when it begins and when it is over. */
  readonly begins: string;
  readonly ends: string;
}

// upstream: kubelet evictionHard defaults (memory.available<100Mi, nodefs.available<10%) and setters of conditions
export const shortageRules: Readonly<Record<Scarce, ShortageRule>> = {
  memory: {
    resource: 'memory',
    threshold: 100 * 2 ** 20,
    trouble: {
      type: 'MemoryPressure',
      status: 'True',
      reason: 'KubeletHasInsufficientMemory',
      message: 'kubelet has insufficient memory available',
    },
    begins: 'NodeHasInsufficientMemory',
    ends: 'NodeHasSufficientMemory',
  },
  disk: {
    resource: 'ephemeral-storage',
    threshold: 0.1,
    trouble: {
      type: 'DiskPressure',
      status: 'True',
      reason: 'KubeletHasDiskPressure',
      message: 'kubelet has disk pressure',
    },
    begins: 'NodeHasDiskPressure',
    ends: 'NodeHasNoDiskPressure',
  },
  pids: {
    resource: 'pids',
    threshold: 0.1,
    trouble: {
      type: 'PIDPressure',
      status: 'True',
      reason: 'KubeletHasInsufficientPID',
      message: 'kubelet has insufficient PID available',
    },
    begins: 'NodeHasInsufficientPID',
    ends: 'NodeHasSufficientPID',
  },
};

/** A Pod that may have to go, and what it uses of what is scarce. */
export interface Evictable {
  readonly pod: Pod;
  readonly usage: number;
}

/** What a Pod asked for of the resource, in whole units. */
export function requestOf({ spec }: Pod, resource: string): number {
  let sum = 0;
  for (const { resources } of spec.containers) {
    sum += wholeValue(resources?.requests?.[resource] ?? '0');
  }
  return sum;
}

/**
 * The order in which Pods go: those that use more than they asked for, then the less important, then who
 * exceeds most. upstream: eviction helpers rankMemoryPressure, rankDiskPressureFunc, rankPIDPressure
 */
export function rankForEviction(pods: readonly Evictable[], scarce: Scarce): Evictable[] {
  const { resource } = shortageRules[scarce];
  const excess = ({ pod, usage }: Evictable) => usage - requestOf(pod, resource);
  const exceeds = (one: Evictable) => (scarce !== 'pids' && excess(one) > 0 ? 0 : 1);
  const priority = ({ pod }: Evictable) => pod.spec.priority ?? 0;
  return [...pods].sort(
    (a, b) =>
      exceeds(a) - exceeds(b) ||
      priority(a) - priority(b) ||
      (scarce === 'pids' ? b.usage - a.usage : excess(b) - excess(a)),
  );
}
