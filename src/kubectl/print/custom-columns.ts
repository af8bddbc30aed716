import { goText } from '../../api/go-format';
import type { JsonPath } from '../../api/jsonpath';
import { CommandError } from '../errors';
import { relaxedPath } from '../relaxed-path';
import { align, GET_TABLE } from './tabwriter';

/** A column: its name, and where its cells come from. */
export interface Column {
  readonly header: string;
  readonly path: JsonPath;
}

/** Reads `NAME:.path,…`. */
export function columnsOfSpec(spec: string): readonly Column[] {
  if (spec === '')
    throw new CommandError('custom-columns format specified but no custom columns given');
  return spec.split(',').map((part) => {
    const [header = '', path, ...more] = part.split(':');
    if (path === undefined || more.length > 0) {
      throw new CommandError(
        `unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`,
      );
    }
    return { header, path: relaxedPath(path) };
  });
}

/** Reads a file whose first line has the names of the columns, and whose second their paths. */
export function columnsOfFile(text: string): readonly Column[] {
  const [first, second] = text.split('\n').filter((line) => line.trim() !== '');
  const words = (line: string | undefined) =>
    (line ?? '').split(/\s+/).filter((word) => word !== '');
  const [headers, paths] = [words(first), words(second)];
  if (headers.length !== paths.length) {
    throw new CommandError(
      `number of headers (${headers.length}) and field specifications (${paths.length}) don't match`,
    );
  }
  return headers.map((header, index) => ({ header, path: relaxedPath(paths[index] ?? '') }));
}

/** Objects as `-o custom-columns=NAME:.path,…` prints them. */
export function customColumnsText(
  columns: readonly Column[],
  objects: readonly unknown[],
  headers: boolean,
): string {
  const rows = objects.map((object) =>
    columns
      .map(({ path }) => {
        const values = path.values(object).map(goText);
        return values.length === 0 ? '<none>' : values.join(',');
      })
      .join('\t'),
  );
  const head = columns.map(({ header }) => header).join('\t');
  return `${align([...(headers ? [head] : []), ...rows].join('\n'), GET_TABLE)}\n`;
}
