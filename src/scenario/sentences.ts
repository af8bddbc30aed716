/** One sentence that a scenario may use, in both languages. */
export interface SentenceEntry {
  readonly topic: string;
  readonly en: string;
  /** The English sentence as cucumber-js knows it: with all that people write beside what is listed. */
  readonly pattern: string;
  readonly ko: string;
  readonly example: readonly [en: string, ko: string];
  readonly prefixes?: readonly Prefix[];
}

/**
 * What may stand before a sentence: "within D" (`D 안에`), "for D" (`D 동안`), "in D" (`D 뒤에`), or "since" and
 * the beginning of a step (`「…」 이후로`).
 */
export type Prefix = 'within' | 'for' | 'in' | 'since';

/** Every sentence, in the order in which the steps register them. */
export const sentences: SentenceEntry[] = [];
