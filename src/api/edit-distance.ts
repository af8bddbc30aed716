/** How many letters must be added, taken away or changed to make one word of the other. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Known words from the nearest on, whatever the case of their letters, none further than so many letters. */
export function nearestWords(
  word: string,
  known: Iterable<string>,
  furthest = Number.POSITIVE_INFINITY,
): string[] {
  return [...known]
    .map((candidate) => ({
      candidate,
      far: editDistance(candidate.toLowerCase(), word.toLowerCase()),
    }))
    .filter(({ far }) => far <= furthest)
    .sort((a, b) => a.far - b.far)
    .map(({ candidate }) => candidate);
}

/** That nothing is called so, what may have been meant, and what there is: `there is no add-on "metric-server"; …`. */
export function noneCalled(what: string, name: string, known: readonly string[]): string {
  const [nearest] = nearestWords(name, known, 2 + name.length / 4);
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
  return `there is no ${what} "${name}"${hint} (there are: ${known.join(', ') || 'none'})`;
}
