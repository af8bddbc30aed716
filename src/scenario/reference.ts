import { findKind, kinds } from '../api';
import type { Kind } from '../api/kind';
import { UserError } from './user-error';

/** An object as a scenario names it. */
export interface Reference {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Finds what a step names: `Deployment "web"`, `Deployment "shop/web"`; an error with the nearest kind when there is no such kind. */
export function referenceOf(kindWord: string, text: string, namespace: string): Reference {
  const kind = mustFindKind(kindWord);
  if (!kind.namespaced) return { kind, namespace: undefined, name: text };
  const slash = text.indexOf('/');
  if (slash < 0) return { kind, namespace, name: text };
  return { kind, namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

export function mustFindKind(word: string): Kind {
  const kind = findKind(word) ?? findKind(word.replace(/s$/, ''));
  if (kind !== undefined) return kind;
  const nearest = kinds
    .map(({ kind: name }) => name)
    .sort((a, b) => distance(a, word) - distance(b, word))[0];
  throw new UserError(`there is no kind "${word}"; did you mean ${nearest}?`);
}

/** How many letters must change to make one word of the other. */
export function distance(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  let row = Array.from({ length: y.length + 1 }, (_, i) => i);
  for (let i = 1; i <= x.length; i++) {
    const next = [i];
    for (let j = 1; j <= y.length; j++) {
      const cost = x[i - 1] === y[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[y.length] ?? 0;
}

/** `Deployment "web"`, with the namespace when it is not the usual one. */
export function describeReference({ kind, namespace, name }: Reference, usual = 'default'): string {
  const prefix = namespace === undefined || namespace === usual ? '' : `${namespace}/`;
  return `${kind.kind} "${prefix}${name}"`;
}
