import {
  badRequestError,
  expiredError,
  expiredPageError,
  tooLargeVersionError,
} from '../api/errors';
import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject } from '../api/object';
import type { ListOptions } from './api';
import type { Objects } from './keyspace';
import type { Store } from './store';

/** What a continue token says: the revision of the first page, and the last key of the page before. */
export interface Page {
  readonly revision: number;
  readonly start: string;
}

/** upstream: apiserver storage, the revision of a token that goes on with what is there now */
const INCONSISTENT = -1;

/** A token that names a page. */
export function continueToken({ revision, start }: Page): string {
  return Buffer.from(JSON.stringify({ rv: revision, start })).toString('base64url');
}

function readToken(token: string): Page {
  try {
    const page: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (isJsonObject(page) && typeof page.rv === 'number' && typeof page.start === 'string') {
      return { revision: page.rv, start: page.start };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequestError('continue key is not valid');
}

/** The page that a token names; a 410, with a token to go on with what is there now, when its revision is compacted. */
export function pageOf(store: Store, token: string): Page {
  const { revision, start } = readToken(token);
  if (revision === INCONSISTENT) return { revision: store.revision, start };
  if (store.since(revision) !== undefined) return { revision, start };
  throw expiredPageError(continueToken({ revision: INCONSISTENT, start }));
}

/** The version that a list is to show, when that is not the newest; an error when nobody can show it. */
export function momentOf(store: Store, options: ListOptions): Page | undefined {
  if (options.continue !== undefined) return pageOf(store, options.continue);
  if (options.resourceVersion === undefined) return undefined;
  const revision = Number(options.resourceVersion);
  if (revision > store.revision) throw tooLargeVersionError(revision, store.revision);
  if (options.isExact !== true) return undefined;
  if (store.since(revision) !== undefined) return { revision, start: '' };
  throw expiredError('The resourceVersion for the provided list is too old.');
}

/** The objects of a kind as they were at a revision that is not compacted: all pages of a list show the same moment. */
export function objectsAt<T extends KubeObject>(
  store: Store,
  kind: Kind<T>,
  namespace: string | undefined,
  revision: number,
): Objects<T> {
  const now = store.objects(kind, namespace);
  const later = (store.since(revision) ?? []).filter(
    ({ kind: { id }, object }) =>
      id === kind.id && (namespace === undefined || object.metadata.namespace === namespace),
  );
  if (later.length === 0) return now;
  const then = new Map(now);
  for (const { key, old } of later.reverse()) {
    if (old === undefined) then.delete(key);
    else then.set(key, old as T);
  }
  return then;
}
