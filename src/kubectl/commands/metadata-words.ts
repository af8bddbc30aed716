import type { Session } from '../session';
/** What a label or annotate command changes: `key=value` sets, `key-` removes. */
export interface MetadataChange {
  /** The words that name objects. */
  readonly names: readonly string[];
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  /** Keys that are both set and removed. */
  readonly both: readonly string[];
}

/** Splits the words of a label or annotate command: the first change ends the names. */
export function metadataWords(
  words: readonly string[],
  isChange: (word: string) => boolean,
): MetadataChange {
  const first = words.findIndex(isChange);
  const names = first < 0 ? words : words.slice(0, first);
  const changes = first < 0 ? [] : words.slice(first);
  const set = new Map<string, string>();
  const remove: string[] = [];
  for (const change of changes) {
    const equals = change.indexOf('=');
    if (equals >= 0) set.set(change.slice(0, equals), change.slice(equals + 1));
    else remove.push(change.replace(/-$/, ''));
  }
  return { names, set, remove, both: remove.filter((key) => set.has(key)) };
}

/** True for `key=value` and `key-`. */
export function isChangeWord(word: string): boolean {
  return word.includes('=') || (word.endsWith('-') && word !== '-');
}

/** The version that --resource-version says the object must still have. */
export function versionOf({ flags }: Session): { readonly resourceVersion?: string } {
  const resourceVersion = flags.text('resource-version');
  return resourceVersion === '' ? {} : { resourceVersion };
}
