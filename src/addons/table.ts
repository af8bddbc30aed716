import { DURATION_PATTERN, KOREAN_DURATION_PATTERN, parseDuration } from '../api/duration';
import { nearestWords } from '../api/edit-distance';
import type { Duration } from '../sim/loop';
import type { AddOn, Row } from './add-on';

const WHOLE_DURATION = new RegExp(
  `^(?:${DURATION_PATTERN.source}|${KOREAN_DURATION_PATTERN.source})$`,
);

/** Throws an Error when the table of an add-on has a column that it does not know. */
export function checkTable({ name, columns = [] }: AddOn, rows: readonly Row[]): void {
  for (const row of rows) {
    for (const column of Object.keys(row)) {
      if (columns.includes(column)) continue;
      if (columns.length === 0) throw new Error(`the add-on "${name}" takes no table`);
      const [nearest] = nearestWords(column, columns, 2);
      const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`;
      const known = `it has: ${columns.join(', ')}`;
      throw new Error(
        `the table of the add-on "${name}" has no column "${column}"${hint} (${known})`,
      );
    }
  }
}

/** A span of time as `90s` or `2 minutes`; undefined when the cell is empty, an Error that names the column when it is none. */
export function timeIn(row: Row, column: string): Duration | undefined {
  const text = row[column]?.trim() ?? '';
  if (text === '') return undefined;
  if (WHOLE_DURATION.test(text)) return parseDuration(text);
  throw new Error(`the column "${column}" holds a time such as 90s, not "${text}"`);
}

/** What the first row that says something in a column says. */
export function toldIn(rows: readonly Row[], column: string): string | undefined {
  return rows.map((row) => row[column]?.trim()).find(Boolean);
}
