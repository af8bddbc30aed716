/** A load that the Pods of a workload share. */
export interface SharedLoad {
  /** CPU in thousandths, in total. */
  readonly cpu: number;
  /** The uids of the Pods that carry it now. */
  carriers(): ReadonlySet<string>;
}

/** What Pods have to do beside what their images tell: each load is shared by its Pods, in equal parts. */
export class Load {
  private readonly loads = new Map<string, SharedLoad>();

  /** Puts a load in the place of the one of that name. */
  put(name: string, load: SharedLoad): void {
    this.loads.set(name, load);
  }

  /** A Pod's part of all loads, CPU in thousandths. */
  cpuOf(uid: string): number {
    let cpu = 0;
    for (const load of this.loads.values()) {
      if (load.cpu === 0) continue;
      const carriers = load.carriers();
      if (carriers.has(uid)) cpu += load.cpu / carriers.size;
    }
    return cpu;
  }
}
