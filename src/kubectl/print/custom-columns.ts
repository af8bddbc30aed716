import { jsonPathText, parseJsonPath, relaxedJsonPath } from '../../api/jsonpath';
import { CommandError } from '../errors';
import { align, GET_TABLE } from './tabwriter';

/** Objects as `-o custom-columns=NAME:.path,…` prints them. */
export function customColumnsText(
  spec: string,
  objects: readonly unknown[],
  headers: boolean,
): string {
  if (spec === '')
    throw new CommandError('custom-columns format specified but no custom columns given');
  const columns = spec.split(',').map((part) => {
    const colon = part.indexOf(':');
    if (colon < 0) {
      throw new CommandError(
        `unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`,
      );
    }
    return {
      header: part.slice(0, colon),
      path: parseJsonPath(relaxedJsonPath(part.slice(colon + 1))),
    };
  });
  const rows = objects.map((object) =>
    columns
      .map(({ path }) => {
        const values = path.values(object).map(jsonPathText);
        return values.length === 0 ? '<none>' : values.join(',');
      })
      .join('\t'),
  );
  const head = columns.map(({ header }) => header).join('\t');
  return `${align([...(headers ? [head] : []), ...rows].join('\n'), GET_TABLE)}\n`;
}
