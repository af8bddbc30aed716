import {
  badRequestError,
  expiredError,
  expiredPageError,
  tooLargeVersionError,
} from '../api/errors';
import { goJsonError } from '../api/go-json';
import type { Kind } from '../api/kind';
import { isJsonObject, type KubeObject } from '../api/object';
import type { ListOptions } from './api';
import type { Objects } from './keyspace';
import type { Store } from './store';

/** What a continue token says: the revision of the first page, and where the next one begins. */
export interface Page {
  readonly revision: number;
  readonly start: string;
}

/** upstream: apiserver storage, the revision of a token that goes on with what is there now */
const INCONSISTENT = -1;

const VERSION = 'meta.k8s.io/v1';

/** A token that names a page. */
function continueToken({ revision, start }: Page): string {
  const token = { v: VERSION, rv: revision, start };
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

/** The token of the page that comes after a key; keys stand below the namespace that is listed, if any. */
export function tokenAfter(key: string, revision: number, namespace: string | undefined): string {
  const start = namespace === undefined ? key : key.slice(namespace.length + 1);
  return continueToken({ revision, start: `${start}\0` });
}

/** What a token says; a 400 in upstream's words for what is none. upstream: storage, DecodeContinue */
function readToken(token: string): Page {
  const page = parsed(token);
  const { v, rv, start } = isJsonObject(page) ? page : {};
  if (v !== VERSION)
    throw invalidToken(`: server does not recognize this encoded version ${v ?? ''}`);
  if (!rv || typeof rv !== 'number') {
    throw invalidToken(`: incorrect encoded start resourceVersion (version ${VERSION})`);
  }
  if (!start || typeof start !== 'string') {
    throw invalidToken(`: encoded start key empty (version ${VERSION})`);
  }
  const parts = start.replace(/^\//, '').split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw invalidToken(`: ${start}`);
  }
  return { revision: rv, start };
}

function invalidToken(why: string) {
  return badRequestError(`invalid continue token: continue key is not valid${why}`);
}

function parsed(token: string): unknown {
  const wrong = /[^\w-]/.exec(token)?.index ?? (token.length % 4 === 1 ? token.length - 1 : -1);
  if (wrong >= 0) throw invalidToken(`: illegal base64 data at input byte ${wrong}`);
  const text = Buffer.from(token, 'base64url').toString('latin1');
  const problem = goJsonError(text, 'storage.continueToken');
  if (problem !== undefined) throw invalidToken(`: ${problem}`);
  return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
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
  if (options.continue !== undefined) {
    const { revision, start } = pageOf(store, options.continue);
    const { namespace } = options;
    return { revision, start: namespace === undefined ? start : `${namespace}/${start}` };
  }
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
