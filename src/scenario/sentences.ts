/** One sentence that a scenario may use, in both languages. */
export interface SentenceEntry {
  readonly topic: string;
  readonly en: string;
  readonly ko: string;
  readonly example: readonly [en: string, ko: string];
  /**
   * What may stand before it: "within D" (`D 안에`), "in D" (`D 뒤에`), or "since" and the beginning of a step
   * (`「…」 이후로`).
   */
  readonly prefix?: 'within' | 'in' | 'since';
}

/** Every sentence, in the order in which the steps register them. */
export const sentences: SentenceEntry[] = [];
