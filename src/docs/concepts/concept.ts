/** One thing that Kubernetes does, and the scenario that shows it: its file below features/, its English name. */
export interface Concept {
  readonly en: string;
  readonly ko: string;
  readonly file: string;
  readonly scenario: string;
}

/** Concepts that belong together, in the order in which one would learn them. */
export interface Subject {
  readonly en: string;
  readonly ko: string;
  readonly concepts: readonly Concept[];
}

/** A row as the lists have it: English, Korean, the scenario's name, and its file unless it is the subject's own. */
export type Row =
  | readonly [en: string, ko: string, scenario: string]
  | readonly [en: string, ko: string, scenario: string, file: string];

/** A subject whose scenarios are in `file` unless a row says otherwise. */
export function subject(
  [en, ko]: readonly [en: string, ko: string],
  own: string,
  rows: readonly Row[],
): Subject {
  const concepts = rows.map(([english, korean, scenario, file = own]) => ({
    en: english,
    ko: korean,
    file,
    scenario,
  }));
  return { en, ko, concepts };
}
