import { relaxedJsonPath } from '../../api/jsonpath';
import type { KubeObject } from '../../api/object';
import { CommandError } from '../errors';
import { relaxedPath } from '../relaxed-path';

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** What is said when nothing has the field to sort by. */
export function noSuchField(expression: string): CommandError {
  const path = relaxedJsonPath(expression);
  return new CommandError(`couldn't find any field with path "${path}" in the list of objects`);
}

/** Objects in the order of `--sort-by`; as they are when the expression is ''; a path that finds nothing is an error. */
export function sortObjects(
  expression: string,
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  if (expression === '') return objects;
  const path = relaxedPath(expression);
  const keyed = objects.map((object) => ({ object, key: path.values(object)[0] }));
  if (objects.length > 0 && keyed.every(({ key }) => key === undefined)) {
    throw noSuchField(expression);
  }
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ object }) => object);
}
