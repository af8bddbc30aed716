import type { WriteEntry } from '../../apiserver/server';
import type { Cluster } from '../../cluster';
import type { TraceEntry } from '../../sim/trace';

/** A law that is broken: what happened, and the entry of the trace that proves it. */
export interface Breach {
  readonly because: string;
  readonly witness: number;
}

/** Watches the trace; says what breaks the law, if this entry does. */
export type Observe = (write: WriteEntry, entry: TraceEntry) => string | undefined;

/** Something that no cluster may ever do. `watch` makes an observer with a memory of its own. */
export interface Law {
  readonly name: string;
  watch(cluster: Cluster): Observe;
}
