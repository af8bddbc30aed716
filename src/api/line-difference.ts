const CONTEXT = 3;

/** One line of a difference: kept, or on one side only. */
interface Line {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
  /** The line numbers before it, from 0. */
  readonly left: number;
  readonly right: number;
}

/** The longest common part of two short texts, line by line. */
function align(left: readonly string[], right: readonly string[]): Line[] {
  const best = Array.from({ length: left.length + 1 }, () =>
    new Array<number>(right.length + 1).fill(0),
  );
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = best[i] as number[];
      row[j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (i < left.length && j < right.length && a === b) {
      lines.push({ sign: ' ', text: a as string, left: i++, right: j++ });
    } else if (i < left.length && (j >= right.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ sign: '-', text: a as string, left: i++, right: j });
    } else lines.push({ sign: '+', text: b as string, left: i, right: j++ });
  }
  return lines;
}

function range(start: number, count: number): string {
  if (count === 1) return `${start + 1}`;
  return `${count === 0 ? start : start + 1},${count}`;
}

/**
 * How two texts differ, as a unified difference without the names of files: what the server adds to its words on
 * fields that may not change. The texts are short.
 */
export function lineDifference(left: string, right: string): string {
  const lines = align(left.split('\n'), right.split('\n'));
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' ');
  const out: string[] = [];
  for (let index = 0; index < lines.length; ) {
    if (!isNear(index)) {
      index++;
      continue;
    }
    let end = index;
    while (end < lines.length && isNear(end)) end++;
    const hunk = lines.slice(index, end);
    const [first] = hunk as [Line];
    const count = (sign: string) => hunk.filter((line) => line.sign !== sign).length;
    out.push(`@@ -${range(first.left, count('+'))} +${range(first.right, count('-'))} @@`);
    for (const { sign, text } of hunk) out.push(`${sign}${text}`);
    index = end;
  }
  return out.map((line) => `${line}\n`).join('');
}
