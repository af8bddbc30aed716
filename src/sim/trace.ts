import type { Loop, Time } from './loop';

/** One thing that happened. `cause` is the sequence number of the entry it goes back to, 0 when there is none. */
export interface TraceEntry<D = unknown> {
  readonly seq: number;
  readonly time: Time;
  readonly cause: number;
  readonly actor: string;
  readonly type: string;
  readonly data: D;
}

/**
 * Everything that happened, in order; the only output of a run. Sequence numbers start at 1. With `keep`, entries
 * older than about the last so many are forgotten: for worlds that have no end.
 */
export class Trace {
  readonly entries: TraceEntry[] = [];
  private forgotten = 0;
  private listeners: readonly ((entry: TraceEntry) => void)[] = [];

  constructor(
    private readonly loop: Loop,
    private readonly keep = Number.POSITIVE_INFINITY,
  ) {}

  /** How many entries there have been. */
  get length(): number {
    return this.forgotten + this.entries.length;
  }

  /** Notes that something happened now, caused by what the loop is running; returns its sequence number. */
  append(actor: string, type: string, data: unknown): number {
    const entry: TraceEntry = {
      seq: this.length + 1,
      time: this.loop.now,
      cause: this.loop.cause,
      actor,
      type,
      data,
    };
    this.entries.push(entry);
    if (this.entries.length > 2 * this.keep) {
      this.forgotten += this.entries.splice(0, this.entries.length - this.keep).length;
    }
    for (const listen of this.listeners) listen(entry);
    return entry.seq;
  }

  /** The entry with this sequence number; undefined when it is forgotten. */
  get(seq: number): TraceEntry | undefined {
    return this.entries[seq - 1 - this.forgotten];
  }

  /** From the entry back to its root cause. */
  chain(seq: number): TraceEntry[] {
    const chain: TraceEntry[] = [];
    for (let entry = this.get(seq); entry !== undefined; entry = this.get(entry.cause)) {
      chain.push(entry);
      if (entry.cause >= entry.seq) break;
    }
    return chain;
  }

  /** Calls `listen` for each later entry; returns how to end that. */
  subscribe(listen: (entry: TraceEntry) => void): () => void {
    // a new list each time: one may come or go while an entry is told
    this.listeners = [...this.listeners, listen];
    return () => {
      this.listeners = this.listeners.filter((known) => known !== listen);
    };
  }
}
