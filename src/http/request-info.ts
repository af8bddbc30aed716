import type { User } from '../apiserver/api';
import type { Attributes } from '../apiserver/authorization/attributes';
import { selectedName } from '../apiserver/field-selector';
import { partsOf } from './route';
import { isWatch } from './watch';

/** A request as its first line says it. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  /** Without the question mark, still encoded. */
  readonly query: string;
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** What may come behind a Namespace's name and is not a resource in it. upstream: namespaceSubresources */
const NAMESPACE_PARTS: ReadonlySet<string> = new Set(['status', 'finalize']);

/**
 * What a request wants, by its first line alone: whether there is such a resource is found out later. upstream:
 * apiserver/pkg/endpoints/request, RequestInfoFactory
 */
export function requestInfo(request: RequestLine, user: User): Attributes {
  const { method, path, query } = request;
  const parts = partsOf(path);
  const isCore = parts[0] === 'api';
  const behind = parts.slice(isCore ? 2 : 3);
  if ((!isCore && parts[0] !== 'apis') || behind.length === 0) {
    return { user, verb: method.toLowerCase(), path };
  }
  const isWithin = behind[0] === 'namespaces';
  const namespace = isWithin ? behind[1] : undefined;
  const isResource = behind.length > 2 && !NAMESPACE_PARTS.has(behind[2] ?? '');
  const [plural = '', named = '', subresource = ''] =
    isWithin && isResource ? behind.slice(2) : behind;
  const group = isCore ? '' : (parts[1] ?? '');
  const what = { user, group, plural, subresource, namespace };
  const verb = VERBS[method] ?? '';
  if (named !== '') return { ...what, verb, name: named };
  if (verb === 'delete') return { ...what, verb: 'deletecollection', name: '' };
  if (verb !== 'get') return { ...what, verb, name: '' };
  const options = new URLSearchParams(query);
  return { ...what, verb: isWatch(options) ? 'watch' : 'list', ...selection(options) };
}

const NUMBERS = ['limit', 'timeoutSeconds'];
const NOTHING = { name: '', fields: undefined };

/** What a list selects; nothing when its options cannot be read. */
function selection(options: URLSearchParams): { name: string; fields: string | undefined } {
  if (NUMBERS.some((name) => !/^(?:[+-]?\d+)?$/.test(options.get(name) ?? ''))) return NOTHING;
  const fields = options.get('fieldSelector') || undefined;
  if (fields === undefined) return NOTHING;
  const name = selectedName(fields);
  // upstream: path.IsValidPathSegmentName
  const isName = name !== '.' && name !== '..' && !/[/%]/.test(name);
  return { name: isName ? name : '', fields };
}
