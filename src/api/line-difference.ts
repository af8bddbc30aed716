import { structuredPatch } from 'diff';

const CONTEXT = 3;

/** `12,3`, as diff writes where a piece begins and how long it is. */
function range(start: number, count: number): string {
  return count === 1 ? `${start}` : `${start},${count}`;
}

/** The text with the end of its last line. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** How two texts differ, as the pieces of a unified difference without the names of files; '' when they do not. */
export function lineDifference(left: string, right: string): string {
  const [before, after] = [ended(left), ended(right)];
  const options = { context: CONTEXT };
  const { hunks } = structuredPatch('', '', before, after, undefined, undefined, options);
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      // diff numbers an empty side by the line before it
      const old = range(oldLines === 0 ? oldStart - 1 : oldStart, oldLines);
      const next = range(newLines === 0 ? newStart - 1 : newStart, newLines);
      return `@@ -${old} +${next} @@\n${lines.map((line) => `${line}\n`).join('')}`;
    })
    .join('');
}
