import { wholeValue } from '../api/quantity';
import { capacityOf, type MachineSpec } from './node-object';
import { type Scarce, shortageRules } from './shortage';

/** upstream: the kernel's default of kernel.pid_max */
const PID_MAX = 32_768;

/** What a machine has of memory, disk and process IDs, and what is left of it. */
export class Stock {
  /** What is taken beside the Pods. */
  private readonly taken = new Map<Scarce, number>();

  constructor(
    private readonly spec: MachineSpec,
    /** In bytes. */
    private readonly memoryOfPods: () => number,
  ) {}

  of(scarce: Scarce): { readonly capacity: number; readonly left: number } {
    const capacity = this.capacityFor(scarce);
    const beside = this.taken.get(scarce) ?? 0;
    const used = beside + (scarce === 'memory' ? this.memoryOfPods() : 0);
    return { capacity, left: Math.max(0, capacity - used) };
  }

  /** Something beside the Pods takes nearly all that is left: half of what the kubelet wants to keep. */
  runShortOf(scarce: Scarce): void {
    const { capacity, left } = this.of(scarce);
    const { threshold } = shortageRules[scarce];
    const kept = (threshold < 1 ? capacity * threshold : threshold) / 2;
    this.taken.set(scarce, (this.taken.get(scarce) ?? 0) + Math.max(0, left - kept));
  }

  /** What was taken beside the Pods is free again. */
  hasEnoughOf(scarce: Scarce): void {
    this.taken.delete(scarce);
  }

  private capacityFor(scarce: Scarce): number {
    if (scarce === 'pids') return PID_MAX;
    const resources = capacityOf(this.spec);
    return wholeValue(resources[scarce === 'memory' ? 'memory' : 'ephemeral-storage'] ?? '0');
  }
}
