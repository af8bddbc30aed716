import { type ApiError, badRequestError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';

/** Compiles a field selector for a kind; a 400 when the kind cannot be selected by a field. */
export function fieldMatcher<T extends KubeObject>(
  kind: Kind<T>,
  text: string,
): (object: T) => boolean {
  const terms = termsOf(text).map(({ path, operator, value }) => ({
    read: reader(kind, path),
    equal: operator !== '!=',
    value,
  }));
  return (object) => terms.every(({ read, equal, value }) => (read(object) === value) === equal);
}

/** The same selector with its fields called as in the table; a 400 for a field that is not there. */
export function renameFields(text: string, names: Readonly<Record<string, string>>): string {
  return termsOf(text)
    .map(({ path, operator, value }) => {
      const name = METADATA.has(path) ? path : Object.hasOwn(names, path) ? names[path] : undefined;
      if (name === undefined) throw unsupported(path);
      return `${name}${operator}${value}`;
    })
    .join(',');
}

/** The one name that a field selector lets pass; `''` when it is not so plain. upstream: RequiresExactMatch */
export function selectedName(text: string): string {
  const terms = text.split(',').map((term) => /^metadata\.name\s*==?\s*(.*)$/.exec(term.trim()));
  return terms.find((match) => match !== null)?.[1] ?? '';
}

const METADATA = new Set(['metadata.name', 'metadata.namespace']);

function termsOf(text: string) {
  return text
    .split(',')
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^([^=!]+?)\s*(==|=|!=)\s*(.*)$/.exec(term);
      if (match === null) {
        throw badRequestError(`invalid selector: '${text}'; can't understand '${term}'`);
      }
      const [, path = '', operator = '', value = ''] = match;
      return { path, operator, value };
    });
}

function unsupported(path: string): ApiError {
  return badRequestError(`field label not supported: ${path}`);
}

function reader<T extends KubeObject>(kind: Kind<T>, path: string): (object: T) => string {
  if (path === 'metadata.name') return (object) => object.metadata.name;
  if (path === 'metadata.namespace') return (object) => object.metadata.namespace ?? '';
  const read = kind.rules.selectableFields?.[path];
  if (read === undefined) {
    // upstream: kinds without a conversion of their own answer in other words
    if (kind.rules.selectableFields !== undefined) throw unsupported(path);
    throw badRequestError(
      `${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
    );
  }
  return read;
}
