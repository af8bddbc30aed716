/** The value of a flag of a Go program: `--name=value`, `--name value` or `-n value`. */
export function flag(words: readonly string[], name: string, short?: string): string | undefined {
  for (const [index, word] of words.entries()) {
    if (word.startsWith(`--${name}=`)) return word.slice(name.length + 3);
    if (word === `--${name}` || (short !== undefined && word === `-${short}`)) {
      return words[index + 1];
    }
  }
  return undefined;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** A duration as Go reads it (`1m30s`), in milliseconds. */
export function readDuration(text: string): number {
  let sum = 0;
  for (const [, amount, unit = 's'] of text.matchAll(/([\d.]+)(ms|[hms])/g)) {
    sum += Number(amount) * (UNITS[unit] ?? 0);
  }
  return sum;
}
