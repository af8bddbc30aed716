import type { Time } from '../sim/loop';

/** What became of a claim. `witness` holds the trace entries that prove it. */
export type Verdict =
  | { readonly state: 'holds' }
  | { readonly state: 'pending'; readonly because: string; readonly about?: Subject | undefined }
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

/** The claim does not hold yet. What is costly to say is said when it is asked for: a claim is judged many times. */
export function pending(
  because: string | (() => string),
  about?: Subject | (() => Subject | undefined),
): Verdict {
  if (typeof because === 'string' && typeof about !== 'function') {
    return about === undefined
      ? { state: 'pending', because }
      : { state: 'pending', because, about };
  }
  return {
    state: 'pending',
    get because() {
      return typeof because === 'function' ? because() : because;
    },
    get about() {
      return typeof about === 'function' ? about() : about;
    },
  };
}

export function vacuous(because: string): Verdict {
  return { state: 'vacuous', because };
}
