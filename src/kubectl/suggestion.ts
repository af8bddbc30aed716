import { editDistance } from '../api/edit-distance';

/** The words that may have been meant, as cobra adds them to its error; '' when none is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = known.filter(
    (candidate) =>
      editDistance(word.toLowerCase(), candidate) <= 2 || candidate.startsWith(word.toLowerCase()),
  );
  return near.length === 0
    ? ''
    : `\n\nDid you mean this?\n${near
        .map((n) => `\t${n}\n`)
        .join('')
        .trimEnd()}`;
}
