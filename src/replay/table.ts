/** What a replayed file gave: how many facts were compared, how many were equal, and the others. */
export interface FileResult {
  readonly file: string;
  readonly compared: number;
  readonly equal: number;
  /** Facts that are known to have changed with a newer version, and why; not compared. */
  readonly newer: readonly string[];
  /** Which seed gave the most equal facts, of those that were tried; of recordings only. */
  readonly seed?: number;
  /** What could not be tried at all, and why. */
  readonly refused: readonly string[];
  readonly differences: readonly string[];
}

/** Prints the results as a table; each differing fact too when `verbose`. The last line is `equal X of Y`. */
export function printResults(results: readonly FileResult[], verbose: boolean): void {
  const width = Math.max(4, ...results.map(({ file }) => file.length));
  console.log(`${'file'.padEnd(width)}  equal  of     newer  seed  not tried`);
  for (const result of results) {
    const { file, equal, compared, newer, seed = '', refused, differences } = result;
    console.log(
      `${file.padEnd(width)}  ${String(equal).padEnd(5)}  ${String(compared).padEnd(5)}  ${String(newer.length).padEnd(5)}  ${String(seed).padEnd(4)}  ${refused.length === 0 ? '' : `${refused.length}: ${[...new Set(refused)].slice(0, 3).join('; ')}`}`,
    );
    if (!verbose) continue;
    for (const difference of differences) console.log(`    ${difference}`);
    for (const fact of newer) console.log(`    newer: ${fact}`);
  }
  const total = (pick: (r: FileResult) => number) => results.reduce((sum, r) => sum + pick(r), 0);
  if (results.some(({ seed }) => seed !== undefined)) {
    console.log(
      'A recording is one of the runs that chance allows: while facts differ, up to 8 seeds are tried, and the best counts. "newer" are facts that are known to have changed since the recorded version; they are not compared.',
    );
  }
  console.log(`equal ${total((r) => r.equal)} of ${total((r) => r.compared)}`);
}
