import type { WriteEntry } from '../../apiserver/server';
import type { TraceEntry } from '../../sim/trace';

/** Looks at one write; says what breaks the law, if this one does. */
export type Observe = (write: WriteEntry, entry: TraceEntry) => string | undefined;

/** Something that no cluster may ever do. `watch` makes an observer with a memory of its own. */
export interface Law {
  readonly name: string;
  watch(): Observe;
}
