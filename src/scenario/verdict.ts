import type { Time } from '../sim/loop';

/** What became of a claim. `witness` holds the trace entries that prove it. */
export type Verdict =
  | { readonly state: 'holds' }
  | { readonly state: 'pending'; readonly because: string; readonly about?: Subject }
  | { readonly state: 'vacuous'; readonly because: string }
  | {
      readonly state: 'violated';
      readonly at: Time;
      readonly because: string;
      readonly witness: readonly number[];
    };

/** The object that a claim is about, for the explanation of its failure. */
export interface Subject {
  readonly kindId: string;
  readonly key: string;
}

export const holds: Verdict = { state: 'holds' };

export function pending(because: string, about?: Subject): Verdict {
  return about === undefined ? { state: 'pending', because } : { state: 'pending', because, about };
}

export function vacuous(because: string): Verdict {
  return { state: 'vacuous', because };
}
