import type { Reference } from './reference';

/** How a kubectl command line names an object: `deployments.apps/web -n shop`. */
export function commandTarget({ kind, namespace, name }: Reference): string {
  const resource = kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
  return namespace === undefined ? `${resource}/${name}` : `${resource}/${name} -n ${namespace}`;
}

/** A word of a command line that the shell leaves as it is. */
export function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
