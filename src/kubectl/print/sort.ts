import { parseJsonPath, relaxedJsonPath } from '../../api/jsonpath';
import type { KubeObject } from '../../api/object';
import { CommandError } from '../errors';

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Objects in the order of `--sort-by`; as they are when the expression is ''; a path that finds nothing is an error unless lenient. */
export function sortObjects(
  expression: string,
  objects: readonly KubeObject[],
  lenient = false,
): readonly KubeObject[] {
  if (expression === '') return objects;
  const path = parseJsonPath(relaxedJsonPath(expression));
  const keyed = objects.map((object) => ({ object, key: path.values(object)[0] }));
  if (!lenient && objects.length > 0 && keyed.every(({ key }) => key === undefined)) {
    throw new CommandError(
      `couldn't find any field with path "${relaxedJsonPath(expression)}" in the list of objects`,
    );
  }
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ object }) => object);
}
