/** How columns are laid out. upstream: text/tabwriter */
export interface TabOptions {
  readonly minWidth: number;
  readonly padding: number;
}

/** As the tables of `kubectl get` are laid out. */
export const GET_TABLE: TabOptions = { minWidth: 6, padding: 3 };
/** As `kubectl describe` and most other commands are laid out. */
export const DESCRIBE: TabOptions = { minWidth: 0, padding: 2 };

/**
 * Aligns cells that end in a tab: a column is a run of adjacent lines that have a cell there, and is as
 * wide as its widest cell, and as it was in the text before where that is remembered. What follows the last tab of a line is no cell.
 */
export function align(
  text: string,
  { minWidth, padding }: TabOptions,
  remembered?: number[],
): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((cells) => new Array<number>(Math.max(0, cells.length - 1)).fill(0));
  const columns = Math.max(0, ...widths.map(({ length }) => length));
  for (let column = 0; column < columns; column++) {
    let start = 0;
    while (start < lines.length) {
      if ((widths[start]?.length ?? 0) <= column) {
        start++;
        continue;
      }
      let end = start;
      let width = minWidth;
      let empty = true;
      for (; end < lines.length && (widths[end]?.length ?? 0) > column; end++) {
        const length = [...(lines[end]?.[column] ?? '')].length;
        if (length > 0) empty = false;
        width = Math.max(width, length + padding);
      }
      if (empty) width = minWidth + (minWidth === 0 ? padding : 0);
      if (remembered !== undefined) {
        width = Math.max(width, remembered[column] ?? 0);
        remembered[column] = width;
      }
      for (let line = start; line < end; line++) {
        const row = widths[line];
        if (row !== undefined) row[column] = width;
      }
      start = end;
    }
  }
  return lines
    .map((cells, line) =>
      cells
        .map((cell, column) => {
          const width = widths[line]?.[column];
          return width === undefined
            ? cell
            : cell + ' '.repeat(Math.max(0, width - [...cell].length));
        })
        .join(''),
    )
    .join('\n');
}
