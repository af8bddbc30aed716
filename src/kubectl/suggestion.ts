/** How many letters must change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The words that may have been meant, as cobra adds them to its error; '' when none is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = known.filter(
    (candidate) =>
      distance(word.toLowerCase(), candidate) <= 2 || candidate.startsWith(word.toLowerCase()),
  );
  return near.length === 0
    ? ''
    : `\n\nDid you mean this?\n${near
        .map((n) => `\t${n}\n`)
        .join('')
        .trimEnd()}`;
}
