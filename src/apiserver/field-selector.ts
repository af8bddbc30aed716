import { badRequestError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KubeObject } from '../api/object';

/** Compiles a field selector for a kind; a 400 when the kind cannot be selected by a field. */
export function fieldMatcher<T extends KubeObject>(
  kind: Kind<T>,
  text: string,
): (object: T) => boolean {
  const terms = text
    .split(',')
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^([^=!]+?)\s*(==|=|!=)\s*(.*)$/.exec(term);
      if (match === null) {
        throw badRequestError(`invalid selector: '${text}'; can't understand '${term}'`);
      }
      const [, path = '', operator, value = ''] = match;
      return { read: reader(kind, path), equal: operator !== '!=', value };
    });
  return (object) => terms.every(({ read, equal, value }) => (read(object) === value) === equal);
}

function reader<T extends KubeObject>(kind: Kind<T>, path: string): (object: T) => string {
  if (path === 'metadata.name') return (object) => object.metadata.name;
  if (path === 'metadata.namespace') return (object) => object.metadata.namespace ?? '';
  const read = kind.rules.selectableFields?.[path];
  if (read === undefined) {
    // upstream: kinds without a conversion of their own answer in other words
    throw badRequestError(
      kind.rules.selectableFields === undefined
        ? `${JSON.stringify(path)} is not a known field selector: only "metadata.name", "metadata.namespace"`
        : `field label not supported: ${path}`,
    );
  }
  return read;
}
