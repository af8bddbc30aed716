/** One sentence that a scenario may use, in both languages. */
export interface SentenceEntry {
  readonly topic: string;
  readonly en: string;
  readonly ko: string;
  readonly example: readonly [en: string, ko: string];
}

/** Every sentence, in the order in which the steps register them. */
export const sentences: SentenceEntry[] = [];
