import { nearestWords } from '../api/edit-distance';
import type { Kind } from '../api/kind';
import type { KindRegistry } from '../apiserver/kind-registry';
import { UserError } from './user-error';

/** An object as a scenario names it. */
export interface Reference {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** The object that a step names: `Deployment "web"`, `Deployment "shop/web"`. */
export function referenceOf(kind: Kind, text: string, namespace: string): Reference {
  if (!kind.namespaced) return { kind, namespace: undefined, name: text };
  const slash = text.indexOf('/');
  if (slash < 0) return { kind, namespace, name: text };
  return { kind, namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

/** The kind that a step means; an error with the nearest one when there is none. */
export function mustFindKind(kinds: KindRegistry, word: string): Kind {
  const kind = kinds.find(word) ?? kinds.find(word.replace(/s$/, ''));
  if (kind !== undefined) return kind;
  const [nearest] = nearestWords(
    word,
    kinds.all.map(({ kind: name }) => name),
  );
  throw new UserError(`there is no kind "${word}"; did you mean ${nearest}?`);
}

/** `Deployment "web"`, with the namespace when it is not the usual one. */
export function describeReference({ kind, namespace, name }: Reference, usual = 'default'): string {
  const prefix = namespace === undefined || namespace === usual ? '' : `${namespace}/`;
  return `${kind.kind} "${prefix}${name}"`;
}
