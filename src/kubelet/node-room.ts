import type { Pod } from '../api/schema/objects';
import { type Amounts, podRequests } from './admit';

/** What some Pods take together. */
export interface Taken {
  readonly count: number;
  readonly amounts: Amounts;
}

const NOTHING: Amounts = {};

/**
 * What the Pods of a node take of it. Who may take more or less than before is looked at anew when somebody asks, and
 * nobody else: a node with hundreds of Pods takes one more as fast as an empty one.
 */
export class NodeRoom {
  private readonly counted = new Map<string, Amounts>();
  private readonly doubtful = new Set<string>();
  private readonly sum: Record<string, number> = {};

  constructor(
    /** The Pod of that uid at the size that it was granted; undefined when it takes nothing. */
    private readonly granted: (podUid: string) => Pod | undefined,
  ) {}

  /** What a Pod takes may have changed. */
  doubt(podUid: string): void {
    this.doubtful.add(podUid);
  }

  /** What all take but this one. */
  beside(podUid: string): Taken {
    for (const uid of this.doubtful) this.count(uid);
    this.doubtful.clear();
    const own = this.counted.get(podUid);
    if (own === undefined) return { count: this.counted.size, amounts: this.sum };
    const amounts = { ...this.sum };
    for (const name in own) amounts[name] = (amounts[name] ?? 0) - (own[name] ?? 0);
    return { count: this.counted.size - 1, amounts };
  }

  private count(podUid: string): void {
    const before = this.counted.get(podUid);
    const pod = this.granted(podUid);
    const now = pod && podRequests(pod);
    if (now === before) return;
    if (now === undefined) this.counted.delete(podUid);
    else this.counted.set(podUid, now);
    this.add(before ?? NOTHING, -1);
    this.add(now ?? NOTHING, 1);
  }

  private add(amounts: Amounts, sign: 1 | -1): void {
    for (const name in amounts)
      this.sum[name] = (this.sum[name] ?? 0) + sign * (amounts[name] ?? 0);
  }
}
