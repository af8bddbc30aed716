import type { ApiError } from '../api/errors';
import { mustBeAllowed } from '../apiserver/authorization';
import type { ApiServer } from '../apiserver/server';
import type { RestRequest } from './rest';
import { partsOf, unknownPathError } from './route';

const WRITES: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** The verb of a request before anybody knows its resource. upstream: RequestInfoFactory */
function verbOf({ method, query }: RestRequest, name: string): string {
  if (method === 'DELETE') return name === '' ? 'deletecollection' : 'delete';
  if (method !== 'GET') return WRITES[method] ?? '';
  if (name !== '') return 'get';
  return /(?:^|&)watch=(?:1|true)(?:&|$)/.test(query) ? 'watch' : 'list';
}

/**
 * The answer to a path of a resource that is not served: who may not ask for it hears just that, as the authorizer
 * is asked before the router; everybody else gets the 404.
 */
export function unknownResourceError(server: ApiServer, request: RestRequest): ApiError {
  const parts = partsOf(request.path);
  const isCore = parts[0] === 'api';
  const group = isCore ? '' : (parts[1] ?? '');
  const rest = parts.slice(isCore ? 2 : 3);
  const isNamespaced = rest[0] === 'namespaces' && rest.length > 2;
  const [plural = '', name = '', subresource = ''] = isNamespaced ? rest.slice(2) : rest;
  const namespace = isNamespaced ? rest[1] : undefined;
  const { user } = request;
  const verb = verbOf(request, name);
  const asked = { user, verb, group, plural, subresource, namespace, name };
  mustBeAllowed(server.store, asked);
  return unknownPathError();
}
