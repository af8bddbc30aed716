/** What a replayed file gave: how many facts were compared, how many were equal, and the others. */
export interface FileResult {
  readonly file: string;
  readonly compared: number;
  readonly equal: number;
  /** Facts that a newer version is known to answer otherwise; not compared. */
  readonly newer: number;
  /** What could not be tried at all, and why. */
  readonly refused: readonly string[];
  readonly differences: readonly string[];
}

/** Prints the results as a table; each differing fact too when `verbose`. The last line is `equal X of Y`. */
export function printResults(results: readonly FileResult[], verbose: boolean): void {
  const width = Math.max(4, ...results.map(({ file }) => file.length));
  console.log(`${'file'.padEnd(width)}  equal  of     newer  not tried`);
  for (const result of results) {
    const { file, equal, compared, newer, refused, differences } = result;
    console.log(
      `${file.padEnd(width)}  ${String(equal).padEnd(5)}  ${String(compared).padEnd(5)}  ${String(newer).padEnd(5)}  ${refused.length === 0 ? '' : `${refused.length}: ${[...new Set(refused)].slice(0, 3).join('; ')}`}`,
    );
    if (verbose) for (const difference of differences) console.log(`    ${difference}`);
  }
  const total = (pick: (r: FileResult) => number) => results.reduce((sum, r) => sum + pick(r), 0);
  console.log(`equal ${total((r) => r.equal)} of ${total((r) => r.compared)}`);
}
