import { ApiError } from '../api/errors';
import type { Kind } from '../api/kind';
import type { KindRegistry } from '../apiserver/kind-registry';

/** What a path of the API means. */
export interface Route {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly subresource: string;
}

const NAMESPACE_PARTS = new Set(['status', 'finalize']);

/** The 404 of a path that nobody serves. */
export class UnknownPathError extends ApiError {
  constructor() {
    super('NotFound', 'the server could not find the requested resource', {});
  }
}

export function unknownPathError(): ApiError {
  return new UnknownPathError();
}

/** The decoded parts of a path; a 404 when it cannot be decoded. */
export function partsOf(path: string): string[] {
  try {
    return path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) throw unknownPathError();
    throw error;
  }
}

/** Finds the resource that a path names; undefined when there is none. */
export function routeOf(path: string, kinds: KindRegistry): Route | undefined {
  const parts = partsOf(path);
  const apiVersion = parts[0] === 'api' ? parts[1] : `${parts[1]}/${parts[2]}`;
  const rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  let namespace: string | undefined;
  if (rest[0] === 'namespaces' && rest.length > 2 && !NAMESPACE_PARTS.has(rest[2] as string)) {
    namespace = rest[1];
    rest.splice(0, 2);
  }
  const kind = kinds.at(String(apiVersion), String(rest[0]));
  if (kind === undefined || rest.length > 3) return undefined;
  // what has no namespace is not below one
  if (namespace !== undefined && !kind.namespaced) return undefined;
  return { kind, namespace, name: rest[1] ?? '', subresource: rest[2] ?? '' };
}
