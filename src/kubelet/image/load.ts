import type { Time } from '../../sim/loop';

/** A load that the Pods of a workload share. */
export interface SharedLoad {
  /** CPU in thousandths, in total. */
  readonly cpu: number;
  /** The uids of the Pods that carry it now. */
  carriers(): ReadonlySet<string>;
}

/** Who carries what is looked up once a second at most, in milliseconds. */
const REFRESH = 1000;

/** What Pods have to do beside what their images tell: each load is shared by its Pods, in equal parts. */
export class Load {
  private readonly loads = new Map<string, SharedLoad>();
  /** Every Pod's part of all loads, as of a second. */
  private shares = new Map<string, number>();
  private second: Time = Number.NaN;

  /** Puts a load in the place of the one of that name. */
  put(name: string, load: SharedLoad): void {
    this.loads.set(name, load);
    this.second = Number.NaN;
  }

  /** A Pod's part of all loads, CPU in thousandths. */
  cpuOf(uid: string, now: Time): number {
    const second = Math.floor(now / REFRESH);
    if (second !== this.second) {
      this.second = second;
      this.share();
    }
    return this.shares.get(uid) ?? 0;
  }

  private share(): void {
    this.shares = new Map();
    for (const load of this.loads.values()) {
      if (load.cpu === 0) continue;
      const carriers = load.carriers();
      const part = load.cpu / carriers.size;
      for (const uid of carriers) this.shares.set(uid, (this.shares.get(uid) ?? 0) + part);
    }
  }
}
